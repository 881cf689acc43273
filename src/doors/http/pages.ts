import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { findVersion, reviewOverdueSince, versionInForce, versions } from '../../assurance/index.ts';
import { dayIn, Refused } from '../../base/index.ts';
import { type CollectionPoint, isForm } from '../../collection/index.ts';
import { type Policy, parsePolicy, renderNotice, summaryOf } from '../../policy/index.ts';
import {
  activateByLink,
  confirmByLink,
  type House,
  makeLink,
  policyInForce,
  readLink,
  stopByLink,
} from '../../procedures/index.ts';
import { PROMISE_STATES } from '../../proof/index.ts';
import { boardForVisitors } from '../live.ts';
import * as page from '../pages/index.ts';
import { choicePages } from './pages-choices.ts';
import { formPages } from './pages-forms.ts';
import { html, siteOf } from './pages-frame.ts';
import { ownDataPages } from './pages-own-data.ts';
import { dueOf, requestPages } from './pages-requests.ts';
import { logFault, problemOf } from './problem.ts';

/** The public pages: no account, no script, and every act a form that works without one. */
export const pages =
  (house: House): FastifyPluginAsync =>
  async (app) => {
    const { db } = house.store;
    const here = async () => {
      const policy = await policyInForce(house);
      return {
        policy,
        site: await siteOf(house, policy),
        today: house.clock.today(policy.organisation.zone),
      };
    };
    // A refusal on a page is a page; only machines get problem documents.
    app.setErrorHandler(async (thrown, request, reply) => {
      const { status, detail, code } = problemOf(thrown);
      logFault(house.log, request, thrown, status);
      const { site } = await here();
      return html(
        reply,
        page.messagePage(site, {
          title: titleOf(code),
          message: detail,
          todo: 'Go back, or write to us: the address is below.',
        }),
        status,
      );
    });
    app.setNotFoundHandler((request, reply) => notFound(request, reply, here));

    // Browsers ask for it whatever a page says.
    app.get('/favicon.ico', (_request, reply) =>
      reply.code(204).header('cache-control', 'public, max-age=604800').send(),
    );
    app.get('/assets/kept.css', async (_request, reply) => {
      const { site } = await here();
      return reply
        .type('text/css; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .send(page.stylesheet(site.colour));
    });

    await app.register(requestPages(house));
    await app.register(ownDataPages(house));

    app.get('/', async (_request, reply) => {
      const { policy, site, today } = await here();
      const board = await boardForVisitors(house);
      const forms = Object.entries(policy.collection).filter(
        ([, point]) => isForm(point) && isForThePublic(policy, point),
      );
      return html(
        reply,
        page.centrePage(site, {
          doors: page.fourDoors(
            {
              see: '/your-data',
              choices: '/preferences',
              change: '/requests/new',
              complain: '/complaints/new',
            },
            dueOf(policy, 'access', today),
          ),
          totals: board.totals,
          asOf: board.asOf,
          summary: summaryOf(policy),
          forms: forms.map(([name, point]) => ({ name, says: point.says ?? name.replaceAll('-', ' ') })),
        }),
      );
    });

    const showNotice = async (reply: FastifyReply, hash: string | null) => {
      const { policy, site, today } = await here();
      const inForce = await versionInForce(db);
      const shown = hash === null || hash === inForce?.hash ? inForce : await findVersion(db, hash);
      const read = shown && (shown.hash === policy.hash ? policy : parsePolicy(shown.files).policy);
      if (!shown?.in_force_at || !read)
        throw new Refused('page.not-found', 'There is no such version of the notice.');
      const earlier = shown.hash !== inForce?.hash;
      const states = earlier
        ? {}
        : Object.fromEntries(
            (await boardForVisitors(house)).promises.map(({ id, state, because }) => [
              id,
              { state, because },
            ]),
          );
      const { title, bodyHtml, contents } = renderNotice(read, { states });
      const zone = policy.organisation.zone;
      return html(
        reply,
        page.noticePage(site, {
          title,
          version: shown.hash,
          inForceSince: dayIn(zone, shown.in_force_at),
          bodyHtml,
          contents,
          reviewOverdueSince: reviewOverdueSince(policy, today),
          versions: (await versions(db)).map((one) => ({
            hash: one.hash,
            inForceAt: one.in_force_at ?? '',
            current: one.hash === inForce?.hash,
          })),
          earlier,
        }),
      );
    };
    app.get('/notice', (_request, reply) => showNotice(reply, null));
    app.get<{ Params: { version: string } }>('/notice/versions/:version', ({ params }, reply) =>
      showNotice(reply, params.version),
    );

    app.get<{ Querystring: { state?: unknown } }>('/promises', async ({ query }, reply) =>
      html(
        reply,
        page.promisesPage((await here()).site, {
          board: await boardForVisitors(house),
          only: PROMISE_STATES.find((state) => state === query.state) ?? null,
        }),
      ),
    );

    await app.register(formPages(house, { here, html }));

    app.get<{ Params: { token: string } }>('/unsubscribe/:token', async ({ params }, reply) => {
      const { policy, site } = await here();
      const { purpose } = readLink(house.vault, params.token, 'unsubscribe');
      return html(
        reply,
        page.unsubscribePage(site, { token: params.token, says: sayPurpose(policy, purpose) }),
      );
    });
    app.post<{ Params: { token: string } }>('/unsubscribe/:token', async ({ params }, reply) => {
      const { policy, site } = await here();
      const { purpose } = await stopByLink(house, params.token);
      const { personId } = readLink(house.vault, params.token, 'unsubscribe');
      return html(
        reply,
        page.unsubscribedPage(site, {
          says: sayPurpose(policy, purpose),
          preferences: `/preferences/${makeLink(house.vault, { kind: 'preferences', personId, purpose })}`,
        }),
      );
    });

    app.get<{ Params: { token: string } }>('/confirm/:token', async ({ params }, reply) => {
      const { policy, site } = await here();
      const { purpose } = readLink(house.vault, params.token, 'confirm');
      return html(reply, page.confirmPage(site, { token: params.token, says: sayPurpose(policy, purpose) }));
    });
    app.post<{ Params: { token: string } }>('/confirm/:token', async ({ params }, reply) => {
      const { policy, site } = await here();
      const { purpose } = await confirmByLink(house, params.token);
      return html(reply, page.confirmedPage(site, { says: sayPurpose(policy, purpose) }));
    });

    app.get<{ Params: { token: string } }>('/activate/:token', async ({ params }, reply) => {
      const { site } = await here();
      readLink(house.vault, params.token, 'activate');
      return html(reply, page.activatePage(site, { token: params.token }));
    });
    app.post<{ Params: { token: string } }>('/activate/:token', async ({ params }, reply) => {
      const { site } = await here();
      return html(reply, page.activatedPage(site, await activateByLink(house, params.token)));
    });

    await app.register(choicePages(house, here));
  };

/** A company's staff find their own forms; the public's list is for the public. */
const isForThePublic = (policy: Policy, point: CollectionPoint): boolean =>
  point.purposes.some((purpose) => policy.purposes[purpose]?.kind !== 'employment');

const sayPurpose = (policy: Policy, purpose: string): string =>
  policy.purposes[purpose]?.says ?? purpose.replaceAll('-', ' ');

const titleOf = (code: string): string =>
  code === 'link.invalid'
    ? 'This link does not work'
    : code === 'page.not-found' || code.endsWith('unknown-point')
      ? 'There is no such page'
      : code === 'fault'
        ? 'Something broke'
        : 'That was not possible';

async function notFound(
  _request: FastifyRequest,
  reply: FastifyReply,
  here: () => Promise<{ site: page.Site }>,
): Promise<FastifyReply> {
  return html(
    reply,
    page.messagePage((await here()).site, {
      title: 'There is no such page',
      message: 'The address may have a mistake in it.',
      todo: 'The privacy centre leads everywhere.',
    }),
    404,
  );
}
