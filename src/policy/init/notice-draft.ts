import type { Answers } from './answers.ts';
import { purposesOf, sendable } from './processors.rules.ts';

/** The letters that the ids of its promises begin with: two to five of the name. */
function codeOf(name: string): string {
  const letters = name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '');
  return letters.length >= 2 ? letters.slice(0, 3) : 'ORG';
}

/** `notice.md`: every promise bound to what keeps it, every figure drawn from the declarations. */
export function noticeDraft(answers: Answers): string {
  const does = new Set(answers.does);
  const uk = answers.jurisdiction === 'uk';
  const code = codeOf(answers.name);
  let count = 0;
  const promise = (by: string, text: string): string => {
    count += 1;
    return `:promise[${text}]{#${code}-${String(count).padStart(3, '0')} by="${by}"}`;
  };
  const ready = answers.processors.filter(
    (one) => purposesOf(answers, one.job).length > 0 && !('missing' in sendable(answers, one)),
  );
  const abroad = ready.some((one) => {
    const state = sendable(answers, one);
    return !('missing' in state) && state.mechanism !== 'none-needed';
  });
  const parts = [
    `# How we use your data

## Who we are
:value{organisation.name} is responsible for the data described here. Write to us at :value{organisation.contacts.privacy}.
`,
    `## Why we use data
:list{purposes}
`,
    `Some details are required: if you do not give them, we cannot ${sayOr([
      ...(does.has('customers') ? ['supply what you order'] : []),
      ...(does.has('applicants') ? ['consider an application'] : []),
      ...(does.has('staff') ? ['employ and pay you'] : []),
      'answer a request',
    ])}.
`,
    does.has('newsletter')
      ? `## Our news
${promise('purposes.newsletter', 'We send you our news only after you asked for it and confirmed it by e-mail.')}
${promise('rights.marketing-objection', 'You can stop it at any time, in every e-mail.')}
`
      : '',
    does.has('staff')
      ? `## Our staff
${promise('purposes.employ-staff purposes.pay-staff', 'We use what we know of those who work for us to employ and pay them, and for nothing that is not said above.')}
`
      : '',
    `## Who receives it
${promise('prohibitions.sell', 'We never sell personal data.')}

${ready.length > 0 ? `${promise('recipients.*', 'We share it only with those who work for us, and they may use it for nothing else:')}\n\n:list{recipients}` : promise('prohibitions.sell purposes.*', 'Nobody else receives it, unless the law requires it.')}
${abroad ? '\nWrite to us for a copy of the agreements that protect data abroad.\n' : ''}`,
    `## How long we keep it
:list{retention}
`,
    does.has('statistics')
      ? `## Cookies
${promise('cookies.visit-counter', uk ? 'We count visits to our website to improve it, and you can object to that at any time.' : 'We count visits to our website only after you agreed.')}
:list{cookies}
`
      : '',
    `## Your rights
:list{rights}

Using them costs nothing.

## Your right to object
${promise('rights.objection', 'You can object to what we do on our own interests, and we stop unless we show you a reason that weighs more.')}
${promise('rights.marketing-objection', 'If you object to marketing, we stop at once.')}

## Complaints
${promise(
  'rights.complaint',
  `You can complain to us with the form at :value{organisation.contacts.complaints} or by e-mail; we acknowledge it
within :value{rights.complaint.acknowledge-within}.`,
)}
You can also complain to ${uk ? 'the Information Commission, the regulator for data protection in the UK' : 'the supervisory authority for data protection of your country'}.

## Changes
This notice is in force from :value{effective}.
`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

const sayOr = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
