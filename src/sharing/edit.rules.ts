import { parseDocument } from 'yaml';

/** A policy's files with one recipient described differently, as somebody would edit them; `undefined` leaves a part out. */
export function withRecipient(
  files: Readonly<Record<string, string>>,
  name: string,
  edit: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const policy = parseDocument(files['policy.yaml'] ?? '');
  for (const [part, value] of Object.entries(edit)) {
    const path = ['recipients', name, part];
    if (value === undefined) policy.deleteIn(path);
    // Through JSON, so that what is left out inside is not written as null.
    else policy.setIn(path, policy.createNode(JSON.parse(JSON.stringify(value))));
  }
  return { ...files, 'policy.yaml': policy.toString() };
}
