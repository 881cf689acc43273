import type { z } from 'zod';
import { references, type Target } from './language/index.ts';

/** One use of a name: what it should point at, and the path of the value in the file. */
export type Reference = { to: Target; name: string; path: PropertyKey[] };

/**
 * Walks a value along its schema and yields every reference in it. The value is as it was written (before defaults and
 * transforms), so that paths lead back to lines.
 */
export function* referencesIn(
  schema: z.ZodType,
  value: unknown,
  path: PropertyKey[] = [],
): Generator<Reference> {
  const to = references.get(schema)?.to;
  if (to) {
    if (typeof value === 'string') yield { to, name: value, path };
    return;
  }
  const def = schema._zod.def as unknown as Inside;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'nullable':
      if (value !== undefined && value !== null && def.innerType)
        yield* referencesIn(def.innerType, value, path);
      return;
    case 'pipe':
      if (def.in) yield* referencesIn(def.in, value, path);
      return;
    case 'object':
      if (isRecord(value))
        for (const [key, part] of Object.entries(def.shape ?? {}))
          if (key in value) yield* referencesIn(part, value[key], [...path, key]);
      return;
    case 'record':
      if (isRecord(value) && def.valueType)
        for (const [key, part] of Object.entries(value))
          yield* referencesIn(def.valueType, part, [...path, key]);
      return;
    case 'array':
      if (Array.isArray(value) && def.element)
        for (const [index, part] of value.entries()) yield* referencesIn(def.element, part, [...path, index]);
      return;
    case 'union': {
      // The option that the value was written in: the one it fits, else (it is wrong somewhere inside) the one of its shape.
      const options = def.options ?? [];
      const fitting =
        options.find((option) => option.safeParse(value).success) ??
        options.find((option) => shapeOf(option) === shapeOfValue(value));
      if (fitting) yield* referencesIn(fitting, value, path);
      return;
    }
    default:
  }
}

type Inside = {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  valueType?: z.ZodType;
  element?: z.ZodType;
  options?: readonly z.ZodType[];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shapeOfValue = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

function shapeOf(schema: z.ZodType): string {
  const def = schema._zod.def as unknown as Inside;
  if (def.in) return shapeOf(def.in);
  if (def.innerType) return shapeOf(def.innerType);
  return def.type === 'record' ? 'object' : def.type;
}
