import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { operations } from '../../../sdk/src/schema.ts';
import { answer, api } from '../api/client.ts';
import { capital } from '../api/retention.ts';
import { sayDay, today } from '../parts/dates.ts';
import { DueRows } from '../parts/due-rows.tsx';
import { Forecast } from '../parts/forecast.tsx';
import { Loaded, Page } from '../parts/page.tsx';
import { Proposals } from '../parts/proposals.tsx';
import { RetentionTabs } from '../parts/retention-tabs.tsx';
import { Reviews } from '../parts/reviews.tsx';
import { Table } from '../parts/table.tsx';

type Rule = operations['previewRetention']['responses'][200]['content']['application/json']['rules'][number];

/** What goes in the next weeks and why, what is held, and what waits for somebody's decision. */
export function Retention() {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const on = /^\d{4}-\d{2}-\d{2}$/.test(search.on ?? '') ? (search.on ?? '') : today();
  const navigate = useNavigate();
  const see = (day: string) => void navigate({ to: '/retention', search: { on: day }, resetScroll: false });
  const preview = useQuery({
    queryKey: ['retention', on],
    queryFn: () => answer(api.GET('/api/retention/preview', { params: { query: { on } } })),
  });
  return (
    <Page title="Retention" lede="What goes by itself, when, and why. Each night at two it is done.">
      <RetentionTabs />
      <Forecast chosen={on} onChoose={see} />
      <h2>Due by {sayDay(on)}</h2>
      <div className="fields">
        <TextInput
          type="date"
          label="On another day"
          value={on}
          onChange={(event) => see(event.currentTarget.value)}
        />
      </div>
      <Loaded from={preview} what="what is due">
        {({ rules, rows }) => {
          const there = rows.filter(({ due, fault }) => due > 0 || fault !== null);
          return rules.length + there.length === 0 ? (
            <p className="empty">Nothing is due by then.</p>
          ) : (
            <>
              {rules.map((rule) => (
                <Due key={rule.rule} of={rule} />
              ))}
              {there.map((one) => (
                <DueRows key={`${one.rule} ${one.system} ${one.table}`} of={one} />
              ))}
            </>
          );
        }}
      </Loaded>
      <h2>For somebody to agree to, or to stop</h2>
      <Proposals />
      <h2>For somebody to decide</h2>
      <Reviews />
    </Page>
  );
}

function Due({ of }: { of: Rule }) {
  const kept = Object.entries(of.kept as Record<string, number>);
  return (
    <section aria-label={of.says}>
      <h3>{capital(of.says)}</h3>
      <p>
        <strong>{of.due}</strong> {of.due === 1 ? 'record' : 'records'} of {of.people}{' '}
        {of.people === 1 ? 'person' : 'people'}: {of.then}. <span className="quiet">{of.because}</span>
      </p>
      {kept.length > 0 && (
        <p className="small">
          Kept in spite of it:{' '}
          {kept.map(([why, count]) => `${count} (${why.replaceAll('-', ' ')})`).join(', ')}.
        </p>
      )}
      {of.samples.length > 0 && (
        <details>
          <summary>Samples with reasons</summary>
          <Table
            caption={`Samples of ${of.rule}`}
            rows={of.samples}
            keyOf={(one) => one.record}
            empty=""
            columns={[
              {
                head: 'Record',
                value: (one) => one.record,
                show: (one) => <code>{one.record.slice(0, 8)}</code>,
              },
              { head: 'Came in by', value: (one) => one.point.replaceAll('-', ' ') },
              {
                head: 'Counted from',
                value: (one) => one.countedFrom,
                show: (one) => sayDay(one.countedFrom),
              },
              { head: 'Goes on', value: (one) => one.goesOn, show: (one) => sayDay(one.goesOn) },
              { head: 'Because', value: (one) => one.because, wide: true },
            ]}
          />
        </details>
      )}
    </section>
  );
}
