import type { Policy } from '../policy/index.ts';

/** What a word with a fixed meaning is tried with. */
export type Scope = Policy['scope'][string];
type Files = Record<string, string>;
export type About = { name: string; scope: Scope; policy: Policy };

/** One more entry at the head of a section. */
export const inSection = (files: Files, section: string, ...entries: string[]): Files => ({
  ...files,
  'policy.yaml': (files['policy.yaml'] ?? '').replace(new RegExp(`^${section}:.*$`, 'm'), (line) =>
    [line, ...entries.map((entry) => `  ${entry}`)].join('\n'),
  ),
});
