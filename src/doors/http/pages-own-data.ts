import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { Refused } from '../../base/index.ts';
import {
  answerTold,
  askByOwnLink,
  askNewAddress,
  confirmNewAddress,
  confirmRead,
  correctOwn,
  fetchHandOver,
  type House,
  policyInForce,
  seeHandOver,
  seeNewAddress,
  seeOwnData,
  seeTold,
  seeToRead,
  sendOwnDataLink,
  TOLD_ANSWERS,
} from '../../procedures/index.ts';
import { factsOf, REQUEST_KINDS } from '../../requests/index.ts';
import * as page from '../pages/index.ts';
import { html, siteOf } from './pages-frame.ts';
import { dueOf, regulatorOf } from './pages-requests.ts';
import { problemOf } from './problem.ts';

type Form = Record<string, string | string[] | undefined>;
const textOf = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.trim() ?? '';

/** What somebody asks for beyond what their page shows. Corrections they make there themselves. */
const ASKED_THERE = REQUEST_KINDS.filter((kind) => kind !== 'complaint');

type Told = Pick<page.OwnDataProps, 'saved' | 'errors' | 'typed'>;
const NOTHING_TOLD: Told = { saved: null, errors: [], typed: null };

/** Somebody's own data behind a link of two days, and the file that they send to somebody else. */
export const ownDataPages =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    const here = async () => {
      const policy = await policyInForce(house);
      const today = house.clock.today(policy.organisation.zone);
      return {
        site: { ...(await siteOf(house, policy)), ...regulatorOf(policy, today) },
        answerBy: dueOf(policy, 'access', today),
      };
    };
    const show = async (reply: FastifyReply, token: string, told: Told, code = 200) => {
      const { site, answerBy } = await here();
      const own = await seeOwnData(house, token);
      const choices = ASKED_THERE.map((kind) => ({ kind, wish: factsOf(kind).wish }));
      return html(reply, page.ownDataPage(site, { ...own, token, choices, answerBy, ...told }), code);
    };

    app.get('/your-data', async (_request, reply) => {
      const { site, answerBy } = await here();
      return html(reply, page.ownDataAskPage(site, { sent: false, answerBy }));
    });
    app.post<{ Body: Form }>('/your-data', async ({ body }, reply) => {
      const { site, answerBy } = await here();
      await sendOwnDataLink(house, textOf(body?.email));
      return html(reply, page.ownDataAskPage(site, { sent: true, answerBy }));
    });
    app.get<{ Params: { token: string } }>('/your-data/:token', ({ params }, reply) =>
      show(reply, params.token, NOTHING_TOLD),
    );
    app.post<{ Params: { token: string }; Body: Form }>(
      '/your-data/:token',
      async ({ params: { token }, body }, reply) => {
        const record = textOf(body?.record);
        const fields = Object.fromEntries(
          Object.entries(body ?? {}).flatMap(([name, value]) =>
            name.startsWith(`${record}.`) ? [[name.slice(record.length + 1), textOf(value)]] : [],
          ),
        );
        try {
          const changed = await correctOwn(house, token, { record, fields });
          return show(reply, token, { ...NOTHING_TOLD, saved: changed > 0 ? 'changed' : 'unchanged' });
        } catch (thrown) {
          if (!(thrown instanceof Refused) || !/^(own-data|collection)\./.test(thrown.code)) throw thrown;
          const named = Array.isArray(thrown.details.fields) ? thrown.details.fields.map(String) : [];
          const errors = (named.length > 0 ? named : [null]).map((field) => ({
            field: field === null ? null : `${record}.${field}`,
            message: thrown.message,
          }));
          const told = { saved: null, errors, typed: { record, values: fields } };
          return show(reply, token, told, problemOf(thrown).status);
        }
      },
    );
    app.post<{ Params: { token: string }; Body: Form }>(
      '/your-data/:token/ask',
      async ({ params: { token }, body }, reply) => {
        const kind = ASKED_THERE.find((one) => one === textOf(body?.kind));
        if (!kind) {
          const errors = [{ field: 'kind', message: 'Please say what you would like.' }];
          return show(reply, token, { ...NOTHING_TOLD, errors }, 422);
        }
        await askByOwnLink(house, token, { kind, words: textOf(body?.words).slice(0, 10_000) });
        return show(reply, token, { ...NOTHING_TOLD, saved: 'asked' });
      },
    );
    app.post<{ Params: { token: string }; Body: Form }>(
      '/your-data/:token/address',
      async ({ params: { token }, body }, reply) => {
        const field = Object.keys(body ?? {}).find((name) => name.startsWith('becomes-')) ?? 'becomes-0';
        try {
          await askNewAddress(house, token, { was: textOf(body?.was), becomes: textOf(body?.[field]) });
          return show(reply, token, { ...NOTHING_TOLD, saved: 'mailed' });
        } catch (thrown) {
          if (!(thrown instanceof Refused) || !thrown.code.startsWith('own-data.')) throw thrown;
          const errors = [{ field, message: thrown.message }];
          return show(reply, token, { ...NOTHING_TOLD, errors }, problemOf(thrown).status);
        }
      },
    );
    app.get<{ Params: { token: string } }>('/new-address/:token', async ({ params: { token } }, reply) => {
      const { site } = await here();
      const { becomes, done } = await seeNewAddress(house, token);
      return html(reply, page.newAddressPage(site, { token, address: becomes, done }));
    });
    app.post<{ Params: { token: string } }>('/new-address/:token', async ({ params: { token } }, reply) => {
      const { site } = await here();
      await confirmNewAddress(house, token);
      const { becomes } = await seeNewAddress(house, token);
      return html(reply, page.newAddressPage(site, { token, address: becomes, done: true }));
    });
    app.get<{ Params: { token: string } }>('/told/:token', async ({ params: { token } }, reply) => {
      const { site } = await here();
      return html(
        reply,
        page.toldPage(site, { token, answers: TOLD_ANSWERS, ...(await seeTold(house, token)) }),
      );
    });
    app.post<{ Params: { token: string }; Body: Form }>(
      '/told/:token',
      async ({ params: { token }, body }, reply) => {
        const answer = TOLD_ANSWERS.find((one) => one === textOf(body?.answer));
        if (answer) await answerTold(house, token, answer);
        const { site } = await here();
        const told = await seeTold(house, token);
        return html(
          reply,
          page.toldPage(site, { token, answers: TOLD_ANSWERS, ...told }),
          answer ? 200 : 422,
        );
      },
    );
    app.get<{ Params: { token: string } }>('/read/:token', async ({ params: { token } }, reply) => {
      const { site } = await here();
      return html(reply, page.readPage(site, { token, ...(await seeToRead(house, token)) }));
    });
    app.post<{ Params: { token: string } }>('/read/:token', async ({ params: { token } }, reply) => {
      await confirmRead(house, token);
      const { site } = await here();
      return html(reply, page.readPage(site, { token, ...(await seeToRead(house, token)) }));
    });
    app.post<{ Params: { token: string } }>('/your-data/:token/export', async ({ params }, reply) => {
      const { site } = await here();
      const { records, changes } = await seeOwnData(house, params.token);
      return reply
        .type('application/json')
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="your-data.json"')
        .send(JSON.stringify({ from: site.name, made: house.clock.now(), records, changes }, null, 2));
    });

    app.get<{ Params: { token: string } }>('/handed-over/:token', async ({ params: { token } }, reply) => {
      const { site } = await here();
      return html(reply, page.handedOverPage(site, { token, ...(await seeHandOver(house, token)) }));
    });
    app.post<{ Params: { token: string } }>('/handed-over/:token', async ({ params }, reply) => {
      const { name, zip } = await fetchHandOver(house, params.token);
      return reply
        .type('application/zip')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(zip);
    });
  };
