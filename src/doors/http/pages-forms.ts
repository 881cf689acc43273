import { randomBytes } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { isId, Refused, sayDuration } from '../../base/index.ts';
import {
  LARGEST_FILE,
  looksHurried,
  MOST_FILES,
  readToken,
  type Upload,
  writeToken,
} from '../../collection/index.ts';
import type { Policy } from '../../policy/index.ts';
import {
  endSession,
  type House,
  myPublications,
  openRemoteSession,
  pointNamed,
  refuseClosedSurvey,
  signOutVisitor,
  surveyResults,
  takeSubmission,
  testimonialsAt,
  withdrawTestimonial,
} from '../../procedures/index.ts';
import * as page from '../pages/index.ts';
import { type FormOnPage, formOf } from './pages-forms-props.ts';
import { problemOf } from './problem.ts';

type Around = {
  here: () => Promise<{ policy: Policy; site: page.Site }>;
  html: (reply: FastifyReply, text: string, status?: number) => FastifyReply;
};
type Pointed = { Params: { point: string } };

/** What a form sent: each field as a list, and the files. */
type Sent = { fields: ReadonlyMap<string, string[]>; files: Upload[] };

/** The forms, and what the other kinds of collection points have for a page: kiosk, signpost, session, results, testimonials. */
export const formPages =
  (house: House, { here, html }: Around): FastifyPluginAsync =>
  async (app) => {
    await app.register(multipart, {
      limits: { fileSize: LARGEST_FILE + 1, files: MOST_FILES, fields: 300, fieldSize: 256 * 1024 },
    });

    const shown = async (
      name: string,
      {
        values = {},
        errors = [],
        sent,
      }: { values?: Record<string, string>; errors?: page.FormError[]; sent?: Sent },
    ): Promise<string> => {
      const { policy, site } = await here();
      const form = formOf(house, policy, name);
      const again = sent?.fields.get('form')?.[0] ?? '';
      const token = tokenIn(house, name, again) ? again : newToken(house, name);
      const props: page.FormProps = {
        ...form.props,
        values,
        errors,
        token,
        ...(sent && {
          ticked: { consent: all(sent, 'consent'), decline: all(sent, 'decline') },
          tickedOutlets: all(sent, 'outlet'),
          age: yearsIn(sent),
        }),
      };
      return drawn(site, form, props);
    };

    app.get<Pointed>('/forms/:point', async ({ params }, reply) => {
      await refuseClosedSurvey(house, params.point);
      return html(reply, await shown(params.point, {}));
    });

    app.post<Pointed>('/forms/:point', async (request, reply) => {
      const { point } = request.params;
      const { policy, site } = await here();
      const declared = pointNamed(policy, point);
      const form = formOf(house, policy, point);
      const sent = await sentBy(request);
      // What no person sees and every robot fills in: the answer looks like success, and nothing is kept.
      if (one(sent, 'website') !== '')
        return html(reply, page.formDonePage(site, { point, stored: false, relayed: true, confirm: false }));
      const fields = fieldsOf(sent);
      try {
        await refuseClosedSurvey(house, point);
        refuseHurried(house, point, one(sent, 'form'));
        const notice = one(sent, 'notice') || null;
        if (form.kind === 'session') {
          const { case: caseId = '', areas = '', ...rest } = fields;
          const declares = (field: string) => Object.hasOwn(declared.fields, field);
          const opened = await openRemoteSession(
            house,
            point,
            {
              fields: declares('areas') ? { ...rest, areas } : rest,
              notice,
              caseId: isId(caseId.trim()) ? caseId.trim().toLowerCase() : null,
              areas,
            },
            'client',
          );
          return html(reply, page.sessionDonePage(site, { point, opened }));
        }
        const taken = await takeSubmission(house, point, {
          fields,
          consents: all(sent, 'consent'),
          declined: all(sent, 'decline'),
          notice,
          files: sent.files,
          outlets: all(sent, 'outlet'),
          // What a form does not ask, a browser that still shows an older page may tell all the same.
          age: (form.props.ages ?? []).length > 0 ? yearsIn(sent) : undefined,
          nonce: tokenIn(house, point, one(sent, 'form'))?.nonce ?? null,
        });
        if (taken.badge) return html(reply, page.visitorDonePage(site, { point, badge: taken.badge }));
        return html(
          reply,
          page.formDonePage(site, {
            ...taken,
            number: declared.kind === 'support-case' ? taken.record : null,
            anonymous: declared.anonymous !== undefined,
          }),
        );
      } catch (thrown) {
        return again(reply, point, thrown, fields, sent);
      }
    });

    const again = async (
      reply: FastifyReply,
      point: string,
      thrown: unknown,
      values: Record<string, string>,
      sent: Sent,
    ): Promise<FastifyReply> => {
      if (!(thrown instanceof Refused) || thrown.code === 'collection.unknown-point') throw thrown;
      const named = Array.isArray(thrown.details.fields) ? thrown.details.fields.map(String) : [];
      const errors =
        named.length > 0
          ? named.map((field) => ({ field, message: thrown.message }))
          : [{ field: null, message: thrown.message }];
      return html(reply, await shown(point, { values, errors, sent }), problemOf(thrown).status);
    };

    // The kiosk's and the session's second form each.
    for (const [act, field, work] of [
      ['out', 'badge', signOutVisitor],
      ['close', 'code', (_: House, __: string, code: string) => endSession(house, code, 'person')],
    ] as const)
      app.post<Pointed>(`/forms/:point/${act}`, async (request, reply) => {
        const { point } = request.params;
        const { site } = await here();
        const sent = await sentBy(request);
        const value = one(sent, `field.${field}`).trim();
        try {
          await work(house, point, value);
        } catch (thrown) {
          return again(reply, point, thrown, { [field]: value }, sent);
        }
        return html(
          reply,
          act === 'out'
            ? page.visitorDonePage(site, { point, badge: null })
            : page.sessionDonePage(site, { point, opened: null }),
        );
      });

    app.get<Pointed>('/forms/:point/results', async ({ params: { point } }, reply) => {
      const { site } = await here();
      return html(reply, page.surveyResultsPage(site, { point, results: await surveyResults(house, point) }));
    });

    app.get('/testimonials', async (_request, reply) => {
      const { site } = await here();
      return html(reply, page.testimonialsPage(site, { items: await testimonialsAt(house, 'website') }));
    });

    const mine = async (reply: FastifyReply, token: string, done: boolean) => {
      const items = (await myPublications(house, token)).map((one) => ({
        id: one.id,
        outlet: one.outlet,
        publishedAt: one.published_at,
        withdrawnAt: one.withdrawn_at,
      }));
      return html(reply, page.myTestimonialPage((await here()).site, { token, items, done }));
    };
    app.get<{ Params: { token: string } }>('/testimonials/mine/:token', ({ params }, reply) =>
      mine(reply, params.token, false),
    );
    app.post<{ Params: { token: string } }>('/testimonials/mine/:token', async (request, reply) => {
      const id = one(await sentBy(request), 'id');
      await withdrawTestimonial(house, request.params.token, isId(id) ? id : null);
      return mine(reply, request.params.token, true);
    });
  };

function drawn(site: page.Site, form: FormOnPage, props: page.FormProps): string {
  if (form.kind === 'kiosk') return page.visitorPage(site, props);
  if (form.kind === 'signpost') return page.signpostPage(site, { ...props, controller: form.controller });
  if (form.kind === 'session')
    return page.sessionPage(site, {
      ...props,
      lasts: sayDuration(props.declared['time-limit'] ?? 'PT1H'),
    });
  return page.formPage(site, props);
}

const newToken = (house: House, point: string): string =>
  writeToken(point, house.clock.now(), randomBytes(12), (text) => house.vault.lookupHash('form', text));

const tokenIn = (house: House, point: string, token: string) =>
  readToken(point, token, (text) => house.vault.lookupHashes('form', text));

/** Refuses `collection.too-fast` and `collection.too-old`: nothing is lost, and pressing the button again is enough. */
function refuseHurried(house: House, point: string, token: string): void {
  const hurried = looksHurried(tokenIn(house, point, token), house.clock.now(), house.leastFillSeconds ?? 0);
  if (hurried === 'too-fast')
    throw new Refused(
      'collection.too-fast',
      'That was very quick, and programs that send forms are. If you are a person, please press the button once more.',
    );
  if (hurried === 'too-old')
    throw new Refused(
      'collection.too-old',
      'This page stood open for more than a day. Please press the button once more.',
    );
}

const all = ({ fields }: Sent, name: string): string[] => fields.get(name) ?? [];
const one = (sent: Sent, name: string): string => all(sent, name)[0] ?? '';

/** The age that was chosen; undefined where none was, or none that a form offers. */
const yearsIn = (sent: Sent): number | undefined =>
  /^\d{1,3}$/.test(one(sent, 'years')) ? Number(one(sent, 'years')) : undefined;

/** What of it is neither a choice nor ours: `field.x`, the words in place of a file, and whatever else was sent. */
const OURS = ['notice', 'consent', 'decline', 'outlet', 'website', 'form', 'years'];

function fieldsOf(sent: Sent): Record<string, string> {
  const filed = new Set(sent.files.map(({ field }) => field));
  const fields: Record<string, string> = {};
  for (const [name, [value = '']] of sent.fields) {
    if (OURS.includes(name)) continue;
    const field = name.replace(/^(field|text)\./, '');
    // The words in place of a file count where there is no file.
    if (name.startsWith('text.') && (filed.has(field) || value.trim() === '')) continue;
    if (filed.has(field) || (fields[field] && value === '')) continue;
    fields[field] = value;
  }
  return fields;
}

async function sentBy(request: FastifyRequest): Promise<Sent> {
  const fields = new Map<string, string[]>();
  const files: Upload[] = [];
  const add = (name: string, value: unknown) => {
    for (const text of [value].flat()) fields.set(name, [...(fields.get(name) ?? []), String(text ?? '')]);
  };
  if (request.isMultipart()) {
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        add(part.fieldname, part.value);
        continue;
      }
      const content = await part.toBuffer();
      // A file control that was left empty sends a file without a name.
      if (part.filename !== '' || content.length > 0)
        files.push({ field: part.fieldname.replace(/^field\./, ''), name: part.filename || 'file', content });
    }
  } else if (typeof request.body === 'object' && request.body !== null)
    for (const [name, value] of Object.entries(request.body)) add(name, value);
  return { fields, files };
}
