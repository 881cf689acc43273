import type { operations } from '../../../sdk/src/schema.ts';
import { capital, many, plain } from '../api/retention.ts';
import { sayDay } from './dates.ts';
import { Table } from './table.tsx';

type Rows = operations['previewRetention']['responses'][200]['content']['application/json']['rows'][number];

/** What is due of a rule in one table of a connected system. */
export function DueRows({ of }: { of: Rows }) {
  const kept = Object.entries(of.kept as Record<string, number>);
  return (
    <section aria-label={`${of.says} in ${of.system}`}>
      <h3>
        {capital(of.says)}, in {of.system}
      </h3>
      <p>
        <strong>{of.more ? `at least ${of.due}` : of.due}</strong> {many(of.due, 'row').replace(/^\d+ /, '')}{' '}
        of {of.table}: {plain(of.then)}. <span className="quiet">{of.because}</span>
      </p>
      {of.fault && <p className="small">Nothing of it goes by itself: {of.fault}</p>}
      {kept.length > 0 && (
        <p className="small">
          Kept in spite of it: {kept.map(([why, count]) => `${count} (${plain(why)})`).join(', ')}.
        </p>
      )}
      {of.samples.length > 0 && (
        <details>
          <summary>Samples with reasons</summary>
          <Table
            caption={`Samples of ${of.rule} in ${of.system}`}
            rows={of.samples}
            keyOf={(one) => one.key.join(' ')}
            empty=""
            columns={[
              { head: 'Row', value: (one) => one.key.join(' · ') },
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
