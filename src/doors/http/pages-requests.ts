import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { type Day, Refused } from '../../base/index.ts';
import { regulatorOn } from '../../law/index.ts';
import { askedElsewhere, type Policy } from '../../policy/index.ts';
import {
  askHandOverByLink,
  confirmHandOver,
  confirmRequest,
  type House,
  openRequestLink,
  policyInForce,
  requestPackage,
  sayAboutRequest,
  seeRequest,
  takeRequest,
} from '../../procedures/index.ts';
import {
  type Clocked,
  clockOf,
  declaredRight,
  establishmentOf,
  factsOf,
  REQUEST_KINDS,
  type RequestKind,
} from '../../requests/index.ts';
import * as page from '../pages/index.ts';
import { html, siteOf } from './pages-frame.ts';
import { statusOfRequest } from './pages-requests-status.ts';
import { problemOf } from './problem.ts';

type Form = Record<string, string | string[] | undefined>;
const textOf = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.trim() ?? '';

/** What is asked for on the form. Questions and complaints have doors of their own. */
const ON_THE_FORM = REQUEST_KINDS.filter((kind) => kind !== 'complaint');

const HINTS: Partial<Record<RequestKind, string>> = {
  access: 'Everything we hold about you, where it came from, who has it, and how long we keep it.',
  portability: 'What you gave us, in a form that other companies’ software can read.',
  erasure: 'What the law makes us keep stays as long as it has to; we tell you what, why and until when.',
  restriction: 'We store it and do nothing else with it until it is settled.',
  'human-review': 'Tell us which decision, and what we should know about it.',
};

/** What people ask of us without an account: the forms, and the page of each request behind its own link. */
export const requestPages =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    const here = async () => {
      const policy = await policyInForce(house);
      const today = house.clock.today(policy.organisation.zone);
      return { policy, today, site: { ...(await siteOf(house, policy)), ...regulatorOf(policy, today) } };
    };

    const form = async (values: Record<string, string>, errors: page.FormError[]) => {
      const { policy, today, site } = await here();
      return page.requestNewPage(site, {
        choices: ON_THE_FORM.map((kind) => ({ kind, wish: factsOf(kind).wish, hint: HINTS[kind] ?? null })),
        uses: usesOf(policy),
        handledFor: [
          ...Object.entries(policy.processing).map(([name, { says, controllers }]) => ({
            name,
            says,
            controllers,
          })),
          ...askedElsewhere(policy).map(({ name, says, by }) => ({ name, says, controllers: by })),
        ],
        answerBy: dueOf(policy, 'access', today),
        post: policy.organisation.contacts.post ?? null,
        values,
        errors,
      });
    };
    app.get<{ Querystring: { kind?: string | string[] } }>('/requests/new', async ({ query }, reply) => {
      const kind = textOf(query.kind);
      return html(reply, await form(ON_THE_FORM.some((one) => one === kind) ? { kind } : {}, []));
    });
    app.post<{ Body: Form }>('/requests/new', async ({ body }, reply) => {
      const { policy, today, site } = await here();
      const values = valuesOf(body, [
        'kind',
        'about',
        'customer',
        'words',
        'format',
        'email',
        'name',
        'agent',
      ]);
      const kind = ON_THE_FORM.find((one) => one === values.kind) ?? null;
      const done = () =>
        html(
          reply,
          page.requestTakenPage(site, { answerBy: dueOf(policy, kind ?? 'access', today), complaint: false }),
        );
      if (textOf(body?.website) !== '') return done();
      const errors = [
        ...(kind ? [] : [{ field: 'kind', message: 'Please say what you would like.' }]),
        ...wrongAddress(values.email),
        ...tooLong(values.words),
      ];
      if (errors.length > 0 || kind === null) return html(reply, await form(values, errors), 422);
      return taken(
        reply,
        done,
        (message) => form(values, message),
        () =>
          takeRequest(house, {
            identities: [{ kind: 'email', value: values.email ?? '' }],
            kind,
            route: values.agent ? 'agent' : 'web',
            receivedOn: null,
            words: values.words,
            format: values.format,
            name: short(values.name),
            agent: short(values.agent),
            about: values.about || null,
            customer: short(values.customer),
            vouched: false,
            actor: 'person',
          }),
      );
    });

    const complaint = async (values: Record<string, string>, errors: page.FormError[]) => {
      const { policy, today, site } = await here();
      return page.complaintNewPage(site, {
        acknowledgeBy: dueOf(policy, 'complaint', today),
        post: policy.organisation.contacts.post ?? null,
        values,
        errors,
      });
    };
    // The address that notices and letters give people.
    app.get('/complaints', (_request, reply) => reply.redirect('/complaints/new'));
    app.get('/complaints/new', async (_request, reply) => html(reply, await complaint({}, [])));
    app.post<{ Body: Form }>('/complaints/new', async ({ body }, reply) => {
      const { policy, today, site } = await here();
      const values = valuesOf(body, ['words', 'email', 'name']);
      const done = () =>
        html(
          reply,
          page.requestTakenPage(site, { answerBy: dueOf(policy, 'complaint', today), complaint: true }),
        );
      if (textOf(body?.website) !== '') return done();
      const errors = [
        ...(values.words ? [] : [{ field: 'words', message: 'Please tell us what happened.' }]),
        ...wrongAddress(values.email),
        ...tooLong(values.words),
      ];
      if (errors.length > 0) return html(reply, await complaint(values, errors), 422);
      return taken(
        reply,
        done,
        (message) => complaint(values, message),
        () =>
          takeRequest(house, {
            identities: [{ kind: 'email', value: values.email ?? '' }],
            kind: 'complaint',
            route: 'web',
            receivedOn: null,
            words: values.words,
            name: short(values.name),
            vouched: false,
            actor: 'person',
          }),
      );
    });

    const status = async (
      reply: FastifyReply,
      token: string,
      told: Pick<page.RequestStatusProps, 'saved' | 'errors' | 'typed'>,
      code = 200,
    ) => {
      const { site, policy } = await here();
      const { id } = await openRequestLink(house, token);
      const found = await seeRequest(house, id);
      return html(
        reply,
        page.requestStatusPage(site, { ...statusOfRequest(policy, found), token, ...told }),
        code,
      );
    };
    const handOver = async (reply: FastifyReply, token: string, body: Form) => {
      try {
        if (textOf(body.do) === 'hand-over-confirm')
          await confirmHandOver(house, token, textOf(body['hand-over']));
        else
          await askHandOverByLink(house, token, {
            name: textOf(body.organisation),
            email: textOf(body['organisation-email']),
          });
      } catch (thrown) {
        if (!(thrown instanceof Refused) || !thrown.code.startsWith('requests.')) throw thrown;
        const errors = [{ field: 'organisation', message: thrown.message }];
        return status(reply, token, { saved: null, errors, typed: '' }, problemOf(thrown).status);
      }
      return status(reply, token, { saved: 'handed', errors: [], typed: '' });
    };
    app.get<{ Params: { token: string } }>('/requests/:token', ({ params }, reply) =>
      status(reply, params.token, { saved: null, errors: [], typed: '' }),
    );
    // By a button: a mail scanner that opens links fetches nothing.
    app.post<{ Params: { token: string } }>('/requests/:token/package', async ({ params }, reply) => {
      const { id } = await openRequestLink(house, params.token);
      const { name, zip } = await requestPackage(house, id, { by: 'person' });
      return reply
        .type('application/zip')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(zip);
    });
    app.post<{ Params: { token: string }; Body: Form }>(
      '/requests/:token',
      async ({ params, body }, reply) => {
        const { id } = await openRequestLink(house, params.token);
        if (textOf(body?.do) === 'hand-over' || textOf(body?.do) === 'hand-over-confirm')
          return handOver(reply, params.token, body ?? {});
        if (textOf(body?.do) === 'confirm') {
          await confirmRequest(house, params.token);
          return status(reply, params.token, { saved: 'confirmed', errors: [], typed: '' });
        }
        const words = textOf(body?.words);
        try {
          await sayAboutRequest(house, { id, words, by: 'person' });
        } catch (thrown) {
          if (!(thrown instanceof Refused) || !thrown.code.startsWith('requests.')) throw thrown;
          const errors = [{ field: 'words', message: thrown.message }];
          return status(reply, params.token, { saved: null, errors, typed: words }, problemOf(thrown).status);
        }
        return status(reply, params.token, { saved: 'said', errors: [], typed: '' });
      },
    );
  };

/** Takes what was sent; what the form's fields could not show beforehand is said at its top. */
async function taken(
  reply: FastifyReply,
  done: () => FastifyReply,
  again: (errors: page.FormError[]) => Promise<string>,
  take: () => Promise<unknown>,
): Promise<FastifyReply> {
  try {
    await take();
    return done();
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const field = thrown.code.startsWith('identity.')
      ? 'email'
      : thrown.code === 'requests.bad-format'
        ? 'format'
        : null;
    return html(reply, await again([{ field, message: thrown.message }]), problemOf(thrown).status);
  }
}

const valuesOf = (body: Form | null | undefined, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, textOf(body?.[name])]));

const short = (value: string | undefined): string | null => value?.slice(0, 200) || null;

const wrongAddress = (email: string | undefined): page.FormError[] =>
  email && email.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(email)
    ? []
    : [{ field: 'email', message: 'Please give your e-mail address, like name@example.org.' }];

const tooLong = (words: string | undefined): page.FormError[] =>
  (words ?? '').length > 10_000
    ? [{ field: 'words', message: 'Please say it in 10,000 characters; more can follow later.' }]
    : [];

/** By when somebody who asks today has an answer; of a complaint: that we have it. */
export function dueOf(policy: Policy, kind: RequestKind, today: Day): Day | null {
  const clocked: Clocked = {
    kind,
    receivedOn: today,
    establishment: establishmentOf(policy),
    within:
      kind === 'complaint'
        ? (policy.rights.complaint?.['acknowledge-within'] ?? null)
        : (declaredRight(policy, kind)?.within ?? null),
    outcome: null,
    processor: null,
  };
  return clockOf(clocked, []).dueOn;
}

/** The uses that a person can stop: what rests on consent or on an interest of ours. */
const usesOf = (policy: Policy) =>
  Object.entries(policy.purposes).flatMap(([name, { says, basis, kind }]) =>
    ['consent', 'legitimate-interests', 'recognised-legitimate-interests', 'public-task'].includes(basis) &&
    kind !== 'employment'
      ? [{ name, says }]
      : [],
  );

/** The regulator's name on that day, with the address that the policy gives. */
export function regulatorOf(policy: Policy, today: Day): Pick<page.Site, 'regulator'> {
  if (policy.organisation.jurisdiction !== 'uk') return {};
  const { regulator } = policy.links;
  return {
    regulator: {
      name: `the ${regulatorOn(today).name}`,
      href: regulator?.to ?? 'https://ico.org.uk/make-a-complaint/',
    },
  };
}
