import {
  addressOf,
  broken,
  control,
  entriesOf,
  kept,
  nothingYet,
  type SentMail,
  says,
  type Twin,
  waitForNext,
} from '../controls/index.ts';
import type { Policy } from '../policy/index.ts';
import { isMailMarketing, mails, type Purpose } from './acts.ts';

const ARTICLE = 'https://shop.example/article';

/** A page as a mailing tool writes it: a picture that tells of the opening, and a link that says who followed it. */
const PAGE = `<html><body><p>News: <a href="${ARTICLE}?utm_source=mail&amp;mc_eid=4711">read on</a></p><img src="https://counter.example/open.gif?reader=4711" width="1" height="1" alt=""></body></html>`;

/** Opens and clicks are recorded of people who agreed to that, apart from the mailing; everybody else's mail tells nothing. */
export const engagementTracking = control<Purpose, Policy>({
  id: 'mkt.tracking',
  applies: (purpose, { path }) =>
    path.startsWith('purposes.') &&
    isMailMarketing(purpose) &&
    purpose.tracking === 'asked-separately' &&
    purpose['tracked-for'] !== undefined,

  async state(live, { name }) {
    const [figures] = await live.rows<{ sent: number; tracked: number; recorded: number; without: number }>(
      `select case when exists (select 1 from evidence_entry e where e.kind = 'mail.sent' and e.body::jsonb ->> 'purpose' = $1)
           then greatest(1, (select count(*)::int from outbox where purpose = $1 and class = 'marketing' and state = 'sent'))
           else 0 end as sent,
         (select count(*)::int from evidence_entry e where e.kind = 'mail.sent' and e.body::jsonb ->> 'purpose' = $1
            and e.body::jsonb ->> 'tracked' = 'true') as tracked,
         count(*)::int as recorded, count(*) filter (where coalesce((
           select p.state not in ('granted', 'confirmed') from permission p
           where p.person_id = g.person_id and p.purpose = g.under and p.at <= g.at
           order by p.at desc, p.recorded_at desc, p.id desc limit 1), true))::int as without
       from engagement g where g.purpose = $1`,
      [name],
    );
    const { sent = 0, without = 0 } = figures ?? {};
    if (without > 0)
      return broken({
        because: `${without} openings or clicks were recorded of people who had not agreed.`,
        figures: { ...figures },
      });
    if (sent === 0) return nothingYet('No mail of this purpose has been sent yet.');
    return kept({
      because: 'Openings and clicks were recorded of nobody who had not agreed to that.',
      figures: { ...figures },
      entries: await entriesOf(live, 'mail.sent', { field: 'purpose', is: name }),
    });
  },

  async prove(twin, { name, declared, policy }) {
    const { scene } = twin;
    const under = declared['tracked-for'] ?? '';
    await scene.given('two people who said yes to the mailing', async () => {
      await says(twin, 'private', name, 'confirmed');
      await says(twin, 'open', name, 'confirmed');
    });
    await scene.given(`one of them who agreed to be counted as well (${under})`, () =>
      says(twin, 'open', under, 'confirmed'),
    );
    await waitForNext(twin, name);
    await scene.when('a mailing goes out, from a tool that would count everybody', async () => {
      const answer = await mails(twin, policy, name, ['private', 'open'], 'Counted', { html: PAGE });
      await scene.then('it is taken', () => answer.status, 202);
    });
    const quiet = await mailTo(twin, 'private', 'Counted');
    await scene.then(
      'the mail of the one who did not agree holds no hidden picture, and its link is the article and nothing more',
      () => [hiddenPictures(quiet), linksTo(quiet, 'shop.example')],
      [0, [ARTICLE]],
    );
    const counted = await mailTo(twin, 'open', 'Counted');
    const picture = ours(/<img[^>]+src="([^"]+)"/, counted);
    const link = ours(/<a[^>]+href="([^"]+\/follow[^"]+)"/, counted);
    await scene.when('the one who agreed opens it and follows the link', async () => {
      await twin.visit(picture);
      const answer = await twin.visit(link);
      await scene.then(
        'they get where the link led',
        () => withoutQuery(answer.headers.get('location')),
        ARTICLE,
      );
    });
    await scene.then('both are recorded', () => recorded(twin), ['clicked', 'opened']);
    await scene.given('they take that back, and keep the mailing', () =>
      says(twin, 'open', under, 'withdrawn'),
    );
    await scene.when('they open the same mail again', async () => {
      await twin.visit(picture);
      await twin.visit(link);
      await scene.then('nothing more is recorded', () => recorded(twin), ['clicked', 'opened']);
    });
    await scene.when('the next mailing goes out', async () => {
      await waitForNext(twin, name);
      await mails(twin, policy, name, ['open'], 'Uncounted', { html: PAGE });
    });
    const next = await mailTo(twin, 'open', 'Uncounted');
    await scene.then(
      'their mail tells nothing any more',
      () => [hiddenPictures(next), linksTo(next, 'shop.example')],
      [0, [ARTICLE]],
    );
  },
});

async function mailTo(twin: Twin, tag: string, subject: string): Promise<SentMail> {
  const mail = (await twin.mails()).find((one) => one.to === addressOf(tag) && one.subject === subject);
  if (!mail) throw new Error(`no mail "${subject}" reached ${tag}`);
  return mail;
}

const hiddenPictures = ({ html }: SentMail): number => [...(html ?? '').matchAll(/<img\b/gi)].length;

const linksTo = ({ html }: SentMail, host: string): string[] =>
  [...(html ?? '').matchAll(/href="([^"]+)"/g)].flatMap(([, href = '']) => {
    const url = href.replaceAll('&amp;', '&');
    return url.includes(host) || /\/follow\b/.test(url) ? [url] : [];
  });

/** The path of an address of ours in the page. */
function ours(pattern: RegExp, { html }: SentMail): string {
  const found = pattern.exec(html ?? '')?.[1]?.replaceAll('&amp;', '&') ?? '';
  const url = URL.canParse(found) ? new URL(found) : null;
  return url ? `${url.pathname}${url.search}` : '/nothing-of-ours';
}

const withoutQuery = (url: string | null): string => (url ?? '').split('?')[0] ?? '';

const recorded = async (twin: Twin): Promise<string[]> =>
  (await twin.rows<{ kind: string }>('select kind from engagement order by kind')).map(({ kind }) => kind);
