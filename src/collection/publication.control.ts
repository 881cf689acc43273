import { broken, control, entriesOf, kept, nothingYet } from '../controls/index.ts';
import { kindOf, type Policy } from '../policy/index.ts';
import { pointOf, said } from './looking.ts';
import { post, preparePosting } from './posting.ts';

type Publication = Policy['publications'][string];

/** A testimonial appears only with the person's permission for these words in that place, and goes when it is taken back. */
export const testimonialPublisher = control<Publication, Policy>({
  id: 'publish.testimonial',
  applies: (publication, bound) =>
    bound.path.startsWith('publications.') &&
    publication.kind === 'testimonial' &&
    publication.outlets.length > 0 &&
    pointOf(bound, 'testimonial') !== null,

  async state(live, { name, declared }) {
    const [found] = await live.rows<{
      permitted: number;
      standing: number;
      withdrawn: number;
      elsewhere: number;
    }>(
      `select count(*)::int as permitted,
              count(*) filter (where published_at is not null and taken_down_at is null)::int as standing,
              count(*) filter (where published_at is not null and taken_down_at is null and withdrawn_at is not null)::int as withdrawn,
              count(*) filter (where published_at is not null and taken_down_at is null and not outlet = any($2))::int as elsewhere
       from publication where name = $1`,
      [name, declared.outlets],
    );
    const [unproven] = await live.rows<{ n: number }>(
      `select count(*)::int as n from evidence_entry e where e.kind = 'publication.published' and e.body::jsonb ->> 'publication' = $1
         and e.body::jsonb ->> 'outlet' is null`,
      [name],
    );
    const entries = await entriesOf(live, 'publication.published', { field: 'publication', is: name });
    if (!found || found.permitted === 0) return nothingYet('Nobody has given us a testimonial yet.');
    const figures = { ...found };
    if (found.withdrawn > 0)
      return broken({
        because: 'A testimonial stands although its permission was taken back.',
        figures,
        entries,
      });
    if (found.elsewhere > 0 || (unproven?.n ?? 0) > 0)
      return broken({
        because: 'A testimonial stands in a place that the notice does not name.',
        figures,
        entries,
      });
    return kept({
      because: 'Every testimonial stands with the permission for its words and place.',
      figures,
      entries,
    });
  },

  async prove(twin, bound) {
    const point = pointOf(bound, 'testimonial');
    if (!point) return;
    const { scene } = twin;
    const [here = '', there = ''] = bound.declared.outlets;
    const posting = await scene.given(`the form /forms/${point.name}, with a box for each place`, () =>
      preparePosting(twin, point, 'giver'),
    );
    const page = await twin.visit(`/forms/${point.name}`);
    await scene.then(
      'none of the boxes is ticked',
      () => [/name="outlet"/.test(page.text), /\schecked/.test(page.text)],
      [true, false],
    );
    const canary = 'They mended what nobody else could, canary-4711.';
    const words =
      Object.keys(posting.fields).find((field) => /testimonial|statement|quote/.test(field)) ??
      Object.keys(posting.fields).find((field) => kindOf(bound.policy, field) === 'long-text') ??
      '';
    const consents = point.declared.asks ?? [];
    const sent = await scene.when(`somebody gives their words, and ticks "${here}" alone`, () =>
      post(twin, point.name, point.declared, {
        ...posting,
        consents,
        outlets: [here],
        fields: { ...posting.fields, [words]: canary },
      }),
    );
    await scene.then('they are taken', () => sent.taken, true);
    const list = await twin.call('GET', `/api/records?point=${point.name}`);
    const [record] = Array.isArray(list.json.items) ? (list.json.items as { id: string }[]) : [];
    const publish = (outlet: string) =>
      twin.call('POST', `/api/testimonials/${record?.id ?? ''}/publish`, { outlet });
    const shown = async () =>
      (await twin.call('GET', `/api/testimonials?outlet=${here}`)).text.includes('canary-4711');
    await scene.then('nothing stands anywhere yet', shown, false);
    if (there !== '') {
      const refused = await scene.when(`staff publish them in "${there}"`, () => publish(there));
      await scene.then('that is refused', () => said(refused), [403, 'publish.no-permission']);
    }
    const published = await scene.when(`staff publish them in "${here}"`, () => publish(here));
    await scene.then('there they stand', async () => [published.status, await shown()], [200, true]);
    await scene.when('the waiting mails leave', () => twin.work());
    const link =
      /\/testimonials\/mine\/\S+/.exec((await twin.mails()).map(({ text }) => text).join('\n'))?.[0] ?? '';
    await scene.when('the person opens the link that they were sent, and takes it all back', () =>
      twin.submitForm(link, {}),
    );
    await scene.then('they stand there no more', shown, false);
    const again = await scene.when('staff publish them again', () => publish(here));
    await scene.then('that is refused now', () => said(again), [403, 'publish.no-permission']);
    const silent = await scene.when('somebody gives their words and ticks no place', async () => {
      const other = await preparePosting(twin, point, 'silent');
      return post(twin, point.name, point.declared, { ...other, consents: [] });
    });
    await scene.then('they are taken', () => silent.taken, true);
    const [newest] = ((await twin.call('GET', `/api/records?point=${point.name}&limit=1`)).json.items ??
      []) as { id: string }[];
    const unasked = await scene.when('staff publish those', () =>
      twin.call('POST', `/api/testimonials/${newest?.id ?? ''}/publish`, { outlet: here }),
    );
    await scene.then('that is refused', () => said(unasked), [403, 'publish.no-permission']);
  },
});
