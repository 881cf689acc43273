import { z } from 'zod';
import {
  assessmentSchema,
  policySchema,
  references,
  systemSchema,
  wordingSchema,
} from '../language/index.ts';

/** The kinds of file that have a shape. */
const SHAPES = {
  policy: { schema: policySchema, title: 'policy.yaml of Kept' },
  system: { schema: systemSchema, title: 'systems/<name>.yaml of Kept' },
  assessment: { schema: assessmentSchema, title: 'front matter of assessments/<name>.md of Kept' },
  wording: { schema: wordingSchema, title: 'front matter of wording/<name>.md of Kept' },
} as const;
export type Shape = keyof typeof SHAPES;

/** JSON Schema as the generator makes it; only the keywords that are read here. */
export type JsonSchema = {
  type?: string;
  title?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  required?: string[];
  pattern?: string;
  format?: string;
  /** Where the value is a name: the section that declares it. */
  'x-refers-to'?: string;
};

/** The JSON Schema of a file as people write it (before defaults), for editors: completion, hover texts and red lines. */
export function editorSchema(shape: Shape = 'policy'): JsonSchema {
  const { schema, title } = SHAPES[shape];
  const made = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-07',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const to = references.get(zodSchema as unknown as z.ZodType)?.to;
      if (to) (jsonSchema as JsonSchema)['x-refers-to'] = to;
    },
  });
  return { ...(made as JsonSchema), title };
}
