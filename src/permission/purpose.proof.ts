import { asksGate, type Bound, comesTo, identityOf, says, type Twin } from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { becomesConcerned, restsOnYes, toldAt, verdictOf } from './acts.ts';
import { withDeclared } from './edit.rules.ts';
import { proveOnly } from './only.proof.ts';
import { reachedAt } from './purpose.facts.ts';

type Purpose = Policy['purposes'][string];
type Prohibition = Policy['prohibitions'][string];
type Point = Policy['collection'][string];
type Here = Bound<Purpose | Prohibition | Point, Policy>;

export async function provePurpose(
  twin: Twin,
  name: string,
  declared: Purpose,
  policy: Policy,
): Promise<void> {
  const { scene } = twin;
  const identity = identityOf('somebody');
  const data = declared.data;
  const claim = await scene.given(
    restsOnYes(declared) ? 'somebody who said yes to this' : 'somebody whom this is about',
    () => becomesConcerned(twin, 'somebody', name, declared, policy),
  );
  await scene.when(`a system asks to use ${data.join(', ')} for "${name}"`, async () => {
    await scene.then('it may', () => verdictOf(twin, { act: 'use', purpose: name, data, identity }), 'allow');
  });
  const others = Object.keys(policy.data).filter((category) => !data.includes(category));
  const [other] = others;
  if (other)
    await scene.when(`it asks for ${other} too`, async () => {
      const asked = { act: 'use', purpose: name, data: [...data, other], identity };
      await scene.then('it may not', () => verdictOf(twin, asked), 'deny');
    });
  const beyond = `${name}-and-more`;
  await scene.when(`it asks for "${beyond}", which is in no register`, async () => {
    await scene.then(
      'it may not',
      () => verdictOf(twin, { act: 'use', purpose: beyond, data, identity }),
      'deny',
    );
  });
  const [elsewhere] =
    Object.entries(policy.collection).find(([, point]) => !toldAt(point).includes(name)) ?? [];
  if (elsewhere)
    await scene.when(
      `it asks to use for this what came in at "${elsewhere}", where nobody was told of it`,
      async () => {
        const asked = { act: 'use', purpose: name, data, identity, collection: elsewhere };
        await scene.then('it may not', () => verdictOf(twin, asked), 'deny');
      },
    );
  if (restsOnYes(declared)) await proveYes(twin, name, declared);
  if (declared.only && restsOnYes(declared))
    await scene.given('the first one has said yes again', () =>
      says(twin, 'somebody', name, 'confirmed', declared.channels?.[0]),
    );
  await proveReach(twin, { name, declared, policy });
  await proveOnly(twin, { name, declared, policy }, claim);
  await scene.then(
    'each refusal is kept, with what was asked',
    async () =>
      (
        await twin.rows<{ purpose: string }>(
          `select distinct purpose from decision where act = 'use' and verdict = 'deny' and purpose = $1`,
          [beyond],
        )
      ).map(({ purpose }) => purpose),
    [beyond],
  );
}

/** How somebody wants to be reached is how they are reached, and no other way. Marketing leaves on a yes to its channel instead. */
async function proveReach(
  twin: Twin,
  { name, declared, policy }: { name: string; declared: Purpose; policy: Policy },
): Promise<void> {
  const point = reachedAt(policy, name);
  const field = policy.collection[point ?? '']?.['reached-by'];
  const ways = (declared.channels ?? ['email', 'phone']).filter((channel) => channel !== 'digital');
  if (point === undefined || field === undefined || ways.length < 2) return;
  if (declared.kind === 'marketing') return;
  const { scene } = twin;
  for (const wished of ways.slice(0, 2)) {
    const tag = `reached-by-${wished}`;
    await scene.given(`somebody who asks at "${point}" to be reached by ${wished}`, async () => {
      await becomesConcerned(twin, tag, name, declared, policy);
      await comesTo(twin, tag, point, policy, { [field]: `by ${wished}, please` });
    });
    for (const channel of ways.slice(0, 2))
      await scene.when(`they are to be reached by ${channel}`, async () => {
        const send = { act: 'send', purpose: name, channel, identity: identityOf(tag) };
        const may = channel === wished ? 'allow' : 'deny';
        await scene.then(may === 'allow' ? 'that may be' : 'that may not', () => verdictOf(twin, send), may);
      });
  }
  const [first = '', other = ''] = ways;
  await scene.when('the first of them writes again, and asks for nothing in particular', () =>
    comesTo(twin, `reached-by-${first}`, point, policy),
  );
  const again = { act: 'send', purpose: name, channel: other, identity: identityOf(`reached-by-${first}`) };
  await scene.then(`by ${other} they may be reached too`, () => verdictOf(twin, again), 'allow');
}

async function proveYes(twin: Twin, name: string, declared: Purpose): Promise<void> {
  const { scene } = twin;
  const use = (tag: string) =>
    verdictOf(twin, { act: 'use', purpose: name, data: declared.data, identity: identityOf(tag) });
  await scene.when('it asks about somebody who was never asked', async () => {
    await scene.then('it may not', () => use('silent'), 'deny');
  });
  await scene.when('the first one takes the yes back', () =>
    says(twin, 'somebody', name, 'withdrawn', declared.channels?.[0]),
  );
  await scene.then('it may not any more', () => use('somebody'), 'deny');
}

export async function provePoint(twin: Twin, name: string, point: Point, policy: Policy): Promise<void> {
  const { scene } = twin;
  const [told = ''] = point.purposes;
  const declared = policy.purposes[told];
  if (!declared) return;
  const identity = identityOf('somebody');
  await scene.given('somebody whom it is about', () =>
    becomesConcerned(twin, 'somebody', told, declared, policy),
  );
  await scene.when(
    `a system asks to use what came in at "${name}" for "${told}", as people were told`,
    async () => {
      const asked = { act: 'use', purpose: told, identity, collection: name };
      await scene.then('it may', () => verdictOf(twin, asked), 'allow');
    },
  );
  const other = Object.entries(policy.purposes).find(
    ([purpose, one]) => !toldAt(point).includes(purpose) && !restsOnYes(one),
  )?.[0];
  await scene.when(
    `it asks to use it for "${other ?? 'anything-else'}", of which they were not`,
    async () => {
      const asked = { act: 'use', purpose: other ?? 'anything-else', identity, collection: name };
      await scene.then('it may not', () => verdictOf(twin, asked), 'deny');
    },
  );
}

/** In a company whose register would allow it, so that nothing but the prohibition stands in the way. */
export async function proveProhibition(
  twin: Twin,
  { policy, name }: Pick<Here, 'policy' | 'name'>,
  declared: Prohibition,
): Promise<void> {
  const { scene } = twin;
  const act = declared.act ?? 'use';
  const excepted = declared.except?.purposes ?? [];
  const purpose =
    (declared.purposes ?? Object.keys(policy.purposes)).find(
      (one) => !excepted.includes(one) && !restsOnYes(policy.purposes[one] as Purpose),
    ) ??
    declared.purposes?.[0] ??
    Object.keys(policy.purposes)[0] ??
    '';
  const is = policy.purposes[purpose];
  if (!is) return;
  const nothingNamed = !declared.data && !declared.purposes && !declared.collection && !declared.recipients;
  if (nothingNamed && act !== 'profile') return proveUndeclared(twin, purpose, is, policy);
  const data = declared.data ?? is.data;
  const [collection] = declared.collection ?? [];
  const company = await scene.given(`a company whose register would let "${purpose}" do it`, () =>
    twin.withPolicy((files) => {
      const wide = withDeclared(files, ['purposes', purpose], {
        data: [...new Set([...is.data, ...data])],
        ...(act === 'profile' && { kind: 'profiling' }),
      });
      const point = collection ? policy.collection[collection] : undefined;
      return collection && point
        ? withDeclared(wide, ['collection', collection], {
            purposes: [...new Set([...point.purposes, purpose])],
          })
        : wide;
    }),
  );
  await scene.given('somebody whom it is about', () =>
    becomesConcerned(company, 'somebody', purpose, is, policy),
  );
  const asked = { act, purpose, data, identity: identityOf('somebody'), ...(collection && { collection }) };
  await scene.when(`a system asks to ${act} ${data.join(', ')} for "${purpose}"`, async () => {
    const { verdict, says: why } = await asksGate(company, asked);
    await scene.then(
      'it may not, for this is what never happens',
      () => [verdict, why.includes(declared.says)],
      ['deny', true],
    );
  });
  if (declared.unless)
    await scene.when('it says which exception it is, and what shows it', async () => {
      const exception = { prohibition: name, evidence: 'note 4711' };
      await scene.then('it may', () => verdictOf(company, { ...asked, exception }), 'allow');
    });
  await proveExcept(twin, declared, policy, act);
}

/** What the prohibition itself lets through has to go through. */
async function proveExcept(twin: Twin, declared: Prohibition, policy: Policy, act: string): Promise<void> {
  const [allowed] = declared.except?.purposes ?? [];
  const is = allowed ? policy.purposes[allowed] : undefined;
  if (!allowed || !is) return;
  const { scene } = twin;
  await scene.given(`somebody whom "${allowed}" is about`, () =>
    becomesConcerned(twin, 'excepted', allowed, is, policy),
  );
  await scene.when(`a system asks the same for "${allowed}", which is what it is there for`, async () => {
    const asked = { act, purpose: allowed, data: is.data, identity: identityOf('excepted') };
    await scene.then('it may', () => verdictOf(twin, asked), 'allow');
  });
}

async function proveUndeclared(
  twin: Twin,
  purpose: string,
  declared: Purpose,
  policy: Policy,
): Promise<void> {
  const { scene } = twin;
  const identity = identityOf('somebody');
  await scene.given('somebody whom we know', () =>
    becomesConcerned(twin, 'somebody', purpose, declared, policy),
  );
  await scene.when(`a system asks to use data for "${purpose}", which is declared`, async () => {
    await scene.then('it may', () => verdictOf(twin, { act: 'use', purpose, identity }), 'allow');
  });
  for (const other of [`${purpose}-elsewhere`, 'whatever-comes'])
    await scene.when(`it asks for "${other}", which the notice does not name`, async () => {
      await scene.then('it may not', () => verdictOf(twin, { act: 'use', purpose: other, identity }), 'deny');
    });
}
