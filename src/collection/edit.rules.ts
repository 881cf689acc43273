import { parseDocument } from 'yaml';
import { addDays, type Day } from '../base/index.ts';

type Files = Readonly<Record<string, string>>;
type Path = readonly string[];

/** A policy's files without one part of a declaration, as somebody would take it out. */
export function withoutPart(files: Files, path: Path): Record<string, string> {
  const policy = parseDocument(files['policy.yaml'] ?? '');
  policy.deleteIn(path);
  return { ...files, 'policy.yaml': policy.toString() };
}

/** A policy's files with one field more at a point, declared in a kind of data like any other. */
export function withField(
  files: Files,
  point: string,
  category: string,
  field: string,
): Record<string, string> {
  const policy = parseDocument(files['policy.yaml'] ?? '');
  const fields: unknown = policy.toJS().data[category].fields;
  const more = Array.isArray(fields) ? [...fields, field] : { ...(fields as object), [field]: 'text' };
  policy.setIn(['data', category, 'fields'], policy.createNode(more));
  policy.setIn(['collection', point, 'fields', field], 'optional');
  return { ...files, 'policy.yaml': policy.toString() };
}

/** A policy's files in which the review of an assessment was due yesterday. */
export const overdue = (files: Files, assessment: string, today: Day): Record<string, string> => ({
  ...files,
  [`assessments/${assessment}.md`]: (files[`assessments/${assessment}.md`] ?? '')
    .replace(/^approved: .*$/m, `approved: ${addDays(today, -366)}`)
    .replace(/^review: .*$/m, `review: ${addDays(today, -1)}`),
});
