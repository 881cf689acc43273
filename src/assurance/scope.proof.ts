import { addressOf, expectOk, type Twin } from '../controls/index.ts';
import { type Policy, scopeKindOf } from '../policy/index.ts';
import { formOf, noticeNow, pagesOf, plain, refusalOf, refuses } from './record.acts.ts';
import { type About, inSection } from './scope.acts.ts';
import { proveElsewhere } from './scope-elsewhere.proof.ts';

export async function proveScope(twin: Twin, about: About): Promise<void> {
  switch (scopeKindOf(about.scope)) {
    case 'elsewhere':
      return proveElsewhere(twin, about);
    case 'places':
      return provePlaces(twin, about.policy);
    case 'us':
      return proveUs(twin, about);
    case 'people':
      return provePeople(twin, about);
    case 'personal-data':
      return provePersonal(twin, about.policy);
    default:
      return proveStatutory(twin);
  }
}

/** Every page of ours leads to the notice that governs it; a place that would not is refused, and mended it is taken. */
async function provePlaces(twin: Twin, policy: Policy): Promise<void> {
  const { scene } = twin;
  const pages = pagesOf(policy);
  const read = await scene.when('somebody opens the pages on which we collect anything', async () => {
    const texts: [string, string][] = [];
    for (const path of pages) texts.push([path, (await twin.visit(path)).text]);
    return texts;
  });
  await scene.then(
    'each leads to the notice in force',
    () => read.filter(([, text]) => !text.includes('href="/notice"')).map(([path]) => path),
    [],
  );
  const app = (notice: string) =>
    `proof-app: { says: an application that we have just made, places: { room-finder: { says: it finds free rooms, kind: application, at: https://rooms.example${notice} } } }`;
  await refuses(twin, {
    says: 'a new application without a link to the notice',
    rule: 'notice-69-place-without-notice',
    file: 'policy.yaml',
    named: 'room finder',
    edit: (files) => inSection(files, 'scope', app('')),
  });
  await refuses(twin, {
    says: 'one that says that it is covered and leads elsewhere',
    rule: 'notice-69-place-without-notice',
    file: 'policy.yaml',
    named: 'https://elsewhere.example',
    edit: (files) => inSection(files, 'scope', app(', notice: https://elsewhere.example')),
  });
  const old = await noticeNow(twin);
  await scene.when('the same with a link to our notice is put forward', () =>
    twin.editPolicy((files) => inSection(files, 'scope', app(', notice: /notice'))),
  );
  await scene.then('it is covered', async () => (await noticeNow(twin)) !== old, true);
}

/** "We" is one legal entity on every page and letter, and the notice speaks for nobody else. */
async function proveUs(twin: Twin, { scope, policy }: About): Promise<void> {
  const { scene } = twin;
  const { name } = policy.organisation;
  const pages = pagesOf(policy);
  const read = await scene.when('somebody opens the notice, the centre and the forms', async () => {
    const texts: [string, string][] = [];
    for (const path of pages) texts.push([path, plain((await twin.visit(path)).text)]);
    return texts;
  });
  await scene.then(
    'each says which legal entity is responsible',
    () => read.filter(([, text]) => !text.includes(`${name} is responsible`)).map(([path]) => path),
    [],
  );
  const short = policy.organisation['short-name'] ?? name.split(' ')[0] ?? name;
  await refuses(twin, {
    says: `a form by ${short} Overseas Ltd`,
    rule: 'language-other-legal-name',
    file: 'policy.yaml',
    named: `${short} Overseas Ltd`,
    edit: (files) =>
      inSection(files, 'scope', `proof-entity: { says: "this form is by ${short} Overseas Ltd" }`),
  });
  const purpose = Object.keys(policy.purposes)[0] ?? '';
  await refuses(twin, {
    says: 'a form of a sister company',
    rule: 'language-scope-form-of-another',
    file: 'policy.yaml',
    named: 'proof-sister',
    edit: (files) =>
      inSection(
        inSection(
          files,
          'recipients',
          'proof-sister: { says: a sister company, role: controller, where: uk, contact: office@sister.example }',
        ),
        'collection',
        `proof-form: { kind: form, controlled-by: proof-sister, purposes: [${purpose}] }`,
      ),
  });
  if (!scope.recipients) return;
  await refuses(twin, {
    says: 'a company of the group of which nobody says where it is',
    rule: 'language-scope-company-without-country',
    file: 'policy.yaml',
    named: 'proof-company',
    edit: (files) =>
      inSection(
        inSection(files, 'recipients', 'proof-company: { says: a company of our group, role: affiliate }'),
        'scope',
        'proof-group: { says: our group and one more, means: us, recipients: [proof-company] }',
      ),
  });
}

/** The notice speaks to people: to every group whose data is used, and to each of them as a person. */
async function provePeople(twin: Twin, { name, scope, policy }: About): Promise<void> {
  const { scene } = twin;
  if (scope.people) {
    const data = Object.keys(policy.data)[0] ?? '';
    const group = 'proof-visitors: { says: people who come to look at our building }';
    const purpose = `proof-tours: { says: to show people our building, basis: contract, people: [proof-visitors], data: [${data}] }`;
    await refuses(twin, {
      says: 'a group of people to whom the notice does not speak',
      rule: 'notice-68-people-not-covered',
      file: 'policy.yaml',
      named: 'proof visitors',
      edit: (files) => inSection(inSection(files, 'people', group), 'purposes', purpose),
    });
    const form = formOf(policy);
    await scene.then(
      'the notice and its forms are there for those to whom it does',
      async () => [
        (await twin.visit('/notice')).status,
        form ? (await twin.visit(`/forms/${form}`)).status : 200,
      ],
      [200, 200],
    );
  }
  await scene.when('somebody asks from the mailbox of a company that they work for', async () =>
    expectOk(
      await twin.submitForm('/requests/new', {
        kind: 'access',
        email: addressOf('cora'),
        words: 'I work for a customer of yours, and ask for myself.',
      }),
    ),
  );
  const [made] = await twin.rows<{ id: string; due_on: string | null }>(
    `select id, due_on from request where kind = 'access'`,
  );
  await scene.then('it is a case with a last day, as everybody’s is', () => Boolean(made?.due_on), true);
  const closed = await scene.when('staff try to close it because only companies are customers', () =>
    twin.call('POST', `/api/requests/${made?.id}/decisions`, {
      outcome: 'refuse',
      ground: 'not-a-legal-entity',
      reason: 'Only companies are our customers.',
    }),
  );
  await scene.then(
    `they cannot: it stays open (${name})`,
    async () => [
      closed.status >= 400,
      (await twin.rows('select 1 from request where answered_on is null')).length,
    ],
    [true, 1],
  );
}

/** A field that tells of somebody is personal data whatever anybody calls it. */
async function provePersonal(twin: Twin, policy: Policy): Promise<void> {
  const purpose = Object.keys(policy.purposes)[0] ?? '';
  await refuses(twin, {
    says: 'a form that takes the address of a device as if it were nobody’s',
    rule: 'language-field-in-no-data',
    file: 'policy.yaml',
    named: 'client-ip',
    edit: (files) =>
      inSection(
        files,
        'collection',
        `proof-form: { kind: form, fields: { client-ip: optional }, purposes: [${purpose}] }`,
      ),
  });
}

/** Only the roles that the law knows are taken: there is no owner of data. */
async function proveStatutory(twin: Twin): Promise<void> {
  const { scene } = twin;
  const old = await noticeNow(twin);
  const refused = await scene.when('a company in the role of a "data owner" is put forward', () =>
    refusalOf(twin, (files) =>
      inSection(files, 'recipients', 'proof-owner: { says: a company, role: data owner, where: uk }'),
    ),
  );
  await scene.then(
    'it is refused where it stands',
    () => /policy\.yaml:\d+:\d+/.test(refused ?? '') && (refused ?? '').includes('role'),
    true,
  );
  await scene.then('what was published stays', () => noticeNow(twin), old);
}
