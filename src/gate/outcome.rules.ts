import { mayDecideAutomatically } from '../law/index.ts';
import { isGoing } from '../people/index.ts';
import type { Policy } from '../policy/index.ts';
import { type Act, type Answer, allow, deny, type Facts, type When } from './act.rules.ts';
import { failsLeaving } from './basis.rules.ts';
import { agreedTo, own } from './prohibition.rules.ts';

/** What people get to see of us: a declared publication, at a declared place, with its permission and its group. */
export function mayPublish(policy: Policy, act: Act, facts: Facts): Answer {
  const publication = own(policy.publications, act.publication ?? '');
  if (!publication)
    return deny('publish.undeclared', 'The policy declares no such publication.', 'UK GDPR Art 5(1)(b)');
  if (act.outlet === undefined || !publication.outlets.includes(act.outlet))
    return deny(
      'publish.undeclared-outlet',
      `It may stand at ${publication.outlets.join(', ')}, and nowhere else.`,
      'UK GDPR Art 5(1)(b)',
    );
  const least = publication['minimum-group'];
  if (least !== undefined && (act.group ?? 0) < least)
    return deny(
      'publish.group-too-small',
      `Fewer than ${least} people stand behind it.`,
      'UK GDPR Art 5(1)(c)',
    );
  if (facts.restriction)
    return deny('publish.restricted', 'The data of this person may only be stored.', 'UK GDPR Art 18(2)');
  if (publication.permission === 'each-text-and-outlet' && !agreedTo(act, facts))
    return deny(
      'publish.no-permission',
      'The person has not agreed to this text in this place.',
      'UK GDPR Art 6(1)(a)',
    );
  return allow(
    'publish.declared',
    'The policy declares it, and what it needs is there.',
    'UK GDPR Art 5(1)(b)',
  );
}

/** A decision by software alone: declared, and lawful on the day (law R17); or by a person, whose role it is and who says why. */
export function mayDecide(policy: Policy, act: Act, facts: Facts, { today }: When): Answer {
  const declared = own(policy.decisions, act.decision ?? '');
  if (!declared)
    return deny('decide.undeclared', 'The policy declares no such decision.', 'UK GDPR Art 22A, 13(2)(f)');
  if (act.by !== undefined) return byPerson(declared, act);
  if (act.result === 'negative' && declared['negative-by'] === 'human-only')
    return deny(
      'decide.negative-by-person',
      `A result that counts against somebody decides nothing by itself: ${declared['review-by'] ?? 'a person'} decides.`,
      'UK GDPR Art 22C',
    );
  if (!declared.automated)
    return deny('decide.human-only', 'The policy says that a person decides this.', 'UK GDPR Art 22A');
  const unlisted = act.data.filter((one) => declared.data !== undefined && !declared.data.includes(one));
  if (unlisted.length > 0)
    return deny(
      'decide.undeclared-data',
      `It does not rest on ${unlisted.join(', ')}.`,
      'UK GDPR Art 5(1)(c)',
    );
  if (facts.restriction)
    return deny('decide.restricted', 'The data of this person may only be stored.', 'UK GDPR Art 18(2)');
  const leaving = failsLeaving(policy, { data: declared.data ?? [] }, act, facts);
  if (leaving) return leaving;
  if (act.decision !== undefined && facts.reviewed.includes(act.decision))
    return deny(
      'decide.reviewed',
      'A person has decided this about them, and software does not decide it again.',
      'UK GDPR Art 22C',
    );
  const under = declared['only-under'];
  const going = facts.relationships.some((one) => one.kind === under && isGoing(one, today));
  if (under && !going)
    return deny('decide.not-under', `It is taken only while there is "${under}".`, 'UK GDPR Art 22A');
  const used = act.data.length > 0 ? act.data : (declared.data ?? []);
  const verdict = mayDecideAutomatically({
    jurisdiction: policy.organisation.jurisdiction === 'uk' ? 'uk' : 'eu',
    on: today,
    significant: declared.significant,
    meaningfulHuman: false,
    basis: BASES[declared.basis],
    authorisedByLaw: declared.basis === 'law',
    specialCategory: used.some((one) => own(policy.data, one)?.special !== undefined),
    explicitConsent: false,
    substantialPublicInterest: false,
    safeguards: declared['review-by']
      ? ['inform', 'representations', 'human-intervention', 'contest']
      : ['inform'],
  });
  return verdict.allowed
    ? allow('decide.declared', verdict.because, 'UK GDPR Art 22A-22D')
    : deny('decide.unlawful', verdict.because, 'UK GDPR Art 22A-22D');
}

/** A person decides: the one whose role it is, with reasons that are written down somewhere. */
function byPerson(
  { 'review-by': role }: Policy['decisions'][string],
  { by, reasons = '' }: Pick<Act, 'by' | 'reasons'>,
): Answer {
  if (role !== undefined && by !== role)
    return deny('decide.other-role', `This is for ${role} to decide.`, 'UK GDPR Art 22C');
  return reasons.trim() === ''
    ? deny('decide.no-reasons', 'Whoever decides writes down why, and says where.', 'UK GDPR Art 5(2)')
    : allow(
        'decide.by-person',
        'A person decides, whose role it is, and has written down why.',
        'UK GDPR Art 22C',
      );
}

const BASES = {
  contract: 'contract',
  consent: 'consent',
  law: 'legal-obligation',
  'legitimate-interests': 'legitimate-interests',
} as const;
