import type { Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { namedIn, noticeNow, refusalOf } from './record.acts.ts';

/** What a word with a fixed meaning is tried with. */
export type Scope = Policy['scope'][string];
type Files = Record<string, string>;
export type About = { name: string; scope: Scope; policy: Policy };

/** Something is put forward that the notice would not cover: it is refused, named, and nothing changes. */
export async function refuses(
  twin: Twin,
  says: string,
  rule: string,
  named: string,
  edit: (files: Files) => Files,
): Promise<void> {
  const { scene } = twin;
  const old = await noticeNow(twin);
  const refused = await scene.when(`${says} is put forward`, () => refusalOf(twin, edit));
  await scene.then(
    'it is refused, and named',
    () => [namedIn(refused, rule), refused?.includes(named) ?? false],
    ['policy.yaml', true],
  );
  await scene.then('what was published stays', () => noticeNow(twin), old);
}

/** One more entry at the head of a section. */
export const inSection = (files: Files, section: string, ...entries: string[]): Files => ({
  ...files,
  'policy.yaml': (files['policy.yaml'] ?? '').replace(new RegExp(`^${section}:.*$`, 'm'), (line) =>
    [line, ...entries.map((entry) => `  ${entry}`)].join('\n'),
  ),
});
