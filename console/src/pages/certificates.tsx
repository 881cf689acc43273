import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { type Certificate, many, plain } from '../api/retention.ts';
import { save } from '../parts/csv.ts';
import { sayDay, sayMoment } from '../parts/dates.ts';
import { Loaded, Page, Trouble } from '../parts/page.tsx';
import { usePaged } from '../parts/paged.ts';
import { RetentionTabs } from '../parts/retention-tabs.tsx';
import { Mark } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';

/** What went, each time with its certificate: to read, to check in the ledger, and to hand to somebody. */
export function Certificates() {
  const found = usePaged(['retention', 'certificates'], async (cursor) => {
    const query = { limit: 50, ...(cursor && { cursor }) };
    const { items, next } = await answer(api.GET('/api/retention/certificates', { params: { query } }));
    return { rows: items, next };
  });
  const download = useMutation({
    mutationFn: async (id: string) => {
      const { file } = await answer(
        api.GET('/api/retention/certificates/{id}', { params: { path: { id } } }),
      );
      save(`certificate-${id}.json`, 'application/json', file);
    },
  });
  return (
    <Page title="Certificates" lede="What went, and what shows it. None of them names anybody.">
      <RetentionTabs />
      <Trouble with={download.error} />
      <Loaded from={found} what="the certificates">
        {(rows) => (
          <Table
            caption="Certificates"
            rows={rows}
            keyOf={(one) => one.id}
            empty="Nothing has gone yet."
            more={found.more}
            columns={[
              {
                head: 'When',
                value: (one) => one.at,
                show: (one) => <span className="nowrap">{sayMoment(one.at)}</span>,
              },
              {
                head: 'What went',
                wide: true,
                value: whatOf,
                show: (one) => (
                  <>
                    {whatOf(one)}
                    <span className="why">{whyOf(one)}</span>
                  </>
                ),
              },
              {
                head: 'Looked for again',
                value: (one) => String(one.statement.leftBehind ?? ''),
                show: (one) =>
                  one.statement.leftBehind === undefined ? (
                    ''
                  ) : one.statement.leftBehind === 0 ? (
                    <Mark as="good">nothing left</Mark>
                  ) : (
                    <Mark as="bad">{`${String(one.statement.leftBehind)} left`}</Mark>
                  ),
              },
              {
                head: 'Proof',
                value: (one) => one.id,
                show: (one) => (
                  <Link to="/ledger/$id" params={{ id: one.id }}>
                    check it in the ledger
                  </Link>
                ),
              },
              {
                head: 'File',
                value: () => '',
                show: (one) => (
                  <Button
                    variant="default"
                    size="xs"
                    loading={download.isPending && download.variables === one.id}
                    onClick={() => download.mutate(one.id)}
                    aria-label={`Download the certificate of ${sayMoment(one.at)}`}
                  >
                    Download
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <p className="small quiet">
        Anybody checks a file without us: <code>kept verify --certificate</code>, with the ledger’s key. On
        the public page for receipts it can be pasted as well.
      </p>
    </Page>
  );
}

const figure = (value: unknown): number => (typeof value === 'number' ? value : 0);
const text = (value: unknown): string => (typeof value === 'string' ? plain(value) : '');

function whatOf({ kind, statement: said }: Certificate): string {
  if (kind === 'media.destroyed')
    return `${many(Array.isArray(said.media) ? said.media.length : 0, 'medium').replace('mediums', 'media')} destroyed by ${text(said.destroyer)}`;
  if (kind === 'retention.completed')
    return `A proposal under ${text(said.rule)}: ${figure(said.gone)} of ${figure(said.records)} went`;
  const parts = figure(said.redacted);
  return `${many(figure(said.records), 'record')} under ${text(said.rule)}${parts > 0 ? `, and a part of ${parts}` : ''}`;
}

function whyOf({ kind, statement: said }: Certificate): string {
  if (kind === 'media.destroyed')
    return `${text(said.method)}, on ${sayDay(String(said.on))}, certificate ${String(said.number)}`;
  if (kind === 'retention.completed')
    return figure(said.approvals) > 0
      ? `agreed to by ${many(figure(said.approvals), 'person').replace('persons', 'people')}`
      : 'announced, and nobody stopped it';
  const agreed = Array.isArray(said.approvals) ? said.approvals.length : 0;
  return [
    said.why === 'request'
      ? 'somebody asked for it'
      : said.why === 'review'
        ? 'somebody decided it'
        : 'its time was over',
    agreed > 0 && `${many(agreed, 'person').replace('persons', 'people')} agreed`,
    typeof said.keyCopiesGoneOn === 'string' &&
      `the last copy of the keys is gone by ${sayDay(said.keyCopiesGoneOn)}`,
  ]
    .filter(Boolean)
    .join('; ');
}
