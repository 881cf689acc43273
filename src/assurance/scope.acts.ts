import { parse, parseDocument } from 'yaml';
import type { Policy } from '../policy/index.ts';

/** What a word with a fixed meaning is tried with. */
export type Scope = Policy['scope'][string];
type Files = Record<string, string>;
export type About = { name: string; scope: Scope; policy: Policy };

/** One more entry at the head of a section. */
export function inSection(files: Files, section: string, ...entries: string[]): Files {
  const document = parseDocument(files['policy.yaml'] ?? '');
  for (const entry of entries)
    for (const [name, declared] of Object.entries(parse(entry) as Record<string, unknown>))
      document.setIn([section, name], document.createNode(declared));
  return { ...files, 'policy.yaml': document.toString({ lineWidth: 0 }) };
}
