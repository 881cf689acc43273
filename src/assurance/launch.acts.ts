import { parseDocument } from 'yaml';
import type { Day } from '../base/index.ts';
import { comparePolicies, parsePolicy } from '../policy/index.ts';
import { undecidedWays } from './announcing.rules.ts';
import { startsIn } from './launch.rules.ts';

/** What a policy is put forward with, in the proofs of this room. */

type Files = Record<string, string>;
export type Decision = { on: Day; by: string; affects: readonly string[] };

/** One recipient more, whoever they are: something new, and a change that people must hear of first. */
export const NEW_RECIPIENT = 'new-supplier';

export function withNewRecipient(files: Files, name: string = NEW_RECIPIENT): Files {
  const document = parseDocument(files['policy.yaml'] ?? '');
  const recipient = { says: 'a supplier that we did not have before', role: 'controller', where: 'uk' };
  document.setIn(['recipients', name], document.createNode(recipient));
  return { ...files, 'policy.yaml': document.toString({ lineWidth: 0 }) };
}

/** Somebody has decided about something, and the policy says so. */
export function withDecision(files: Files, { on, by, affects }: Decision): Files {
  const document = parseDocument(files['policy.yaml'] ?? '');
  const says = 'it is new, and the notice names it from now on';
  document.setIn(
    ['changes', 'decisions', 'proof-decision'],
    document.createNode({ says, on, by, affects: [...affects] }),
  );
  return { ...files, 'policy.yaml': document.toString({ lineWidth: 0 }) };
}

/** Whether people also hear of a change in one way, as somebody decided it. */
export type Announcing = { way: 'site' | 'email'; send: boolean; on: Day; by: string };

/** Somebody has decided about the ways in which people hear of a change, and the policy says so. */
export function withAnnouncing(files: Files, decided: readonly Announcing[]): Files {
  const document = parseDocument(files['policy.yaml'] ?? '');
  for (const { way, ...decision } of decided) {
    const says = 'whom it concerns reads it on the website in any case';
    document.setIn(
      ['changes', 'announcements', `proof-${way}-${decision.on}`],
      document.createNode({ way, says, ...decision }),
    );
  }
  return { ...files, 'policy.yaml': document.toString({ lineWidth: 0 }) };
}

/** An edit of a company that decides how people hear of a material change: in no other way than it promises anyhow. */
export const announcing =
  (edit: (files: Files) => Files, today: Day) =>
  (files: Files): Files => {
    const edited = edit(files);
    const [before, after] = [parsePolicy(files).policy, parsePolicy(edited).policy];
    const [by] = Object.keys(before?.organisation.officers ?? {});
    if (!before || !after || by === undefined) return edited;
    if (!comparePolicies(before, after).some(({ material }) => material)) return edited;
    const open = undecidedWays(before, after, today);
    return open.length === 0
      ? edited
      : withAnnouncing(
          edited,
          open.map((way) => ({ way, send: false, on: today, by })),
        );
  };

/** An edit of a company that keeps its promise to decide first about what is new: somebody has decided today. */
export const decidingStarts =
  (edit: (files: Files) => Files, today: Day) =>
  (files: Files): Files => {
    const edited = edit(files);
    const [before, after] = [parsePolicy(files).policy, parsePolicy(edited).policy];
    const [by] = Object.keys(before?.organisation.officers ?? {});
    if (!before?.changes['gate-launches'] || !after || by === undefined) return edited;
    const open = startsIn(before, after, today).flatMap(({ path, decided }) => (decided ? [] : [path]));
    return open.length === 0 ? edited : withDecision(edited, { on: today, by, affects: open });
  };

/** The same, and what it promises to decide about how people hear of it is decided as well. */
export const deciding = (edit: (files: Files) => Files, today: Day): ((files: Files) => Files) =>
  announcing(decidingStarts(edit, today), today);
