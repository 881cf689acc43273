import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { because, giveReason, REASONS, reasonFor } from '../api/looking.ts';
import { useMay } from '../api/session.ts';
import { sayDay, sayMoment } from '../parts/dates.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { usePaged } from '../parts/paged.ts';
import { AskReason } from '../parts/reason.tsx';
import { Mark } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';

/** One person, the least that serves, for a reason. */
export function Person() {
  const { id = '' } = useParams({ strict: false });
  const [reason, setReason] = useState(() => reasonFor(id));
  if (!reason)
    return (
      <Page title="A person">
        <AskReason
          of="Nothing of this person is shown before you say why you look."
          onGiven={(given) => {
            giveReason(id, given);
            setReason(given);
          }}
        />
      </Page>
    );
  return <Shown id={id} reason={reason} />;
}

const KIND = { email: 'E-mail', phone: 'Telephone', external: 'Other system' } as const;

function Shown({ id, reason }: { id: string; reason: string }) {
  const may = useMay();
  const asked = { params: { path: { id }, header: because(reason) } };
  const profile = useQuery({
    queryKey: ['person', id, reason],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => answer(api.GET('/api/people/{id}', asked)),
  });
  const why = REASONS.find(({ value }) => value === reason)?.label ?? reason;
  return (
    <Page title="A person" lede={`You look ${why}. The ledger has noted it.`}>
      <Loaded from={profile} what="who it is">
        {(one) => (
          <dl className="facts">
            {one.identities.map(({ kind, hint }) => (
              <div key={`${kind} ${hint}`} style={{ display: 'contents' }}>
                <dt>{KIND[kind]}</dt>
                <dd>{hint}</dd>
              </div>
            ))}
            <dt>Known since</dt>
            <dd>{sayMoment(one.since)}</dd>
            <dt>Relationships</dt>
            <dd>
              {one.relationships.length === 0
                ? 'none'
                : one.relationships.map(({ kind, began_on, ended_on }) => (
                    <div key={`${kind} ${began_on}`}>
                      {kind}, since {sayDay(began_on)}
                      {ended_on && ` until ${sayDay(ended_on)}`}
                    </div>
                  ))}
            </dd>
            <dt>Counts as</dt>
            <dd>
              {one.categories.map((category) => category.replaceAll('-', ' ')).join(', ') || 'nothing yet'}
            </dd>
            <dt>We hold</dt>
            <dd>
              {one.holds.records} {one.holds.records === 1 ? 'record' : 'records'}
            </dd>
            <dt>Requests</dt>
            <dd>
              {one.holds.openRequests === 0 ? 'none open' : `${one.holds.openRequests} open`}
              {may('requests') && (
                <>
                  {' · '}
                  <Link to="/requests" search={{ person: id }}>
                    see them
                  </Link>
                </>
              )}
            </dd>
          </dl>
        )}
      </Loaded>
      {may('permissions') && <Permissions id={id} reason={reason} />}
      <Timeline id={id} reason={reason} />
    </Page>
  );
}

const MARKS = {
  granted: 'good',
  confirmed: 'good',
  offered: 'wait',
  asked: 'wait',
  refused: 'off',
  withdrawn: 'off',
  objected: 'off',
} as const;

function Permissions({ id, reason }: { id: string; reason: string }) {
  const found = useQuery({
    queryKey: ['permissions', id, reason],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () =>
      answer(api.GET('/api/people/{id}/permissions', { params: { path: { id }, header: because(reason) } })),
  });
  return (
    <>
      <h2>What they allowed, and what not</h2>
      <Loaded from={found} what="permissions">
        {({ current }) => (
          <Table
            caption="Permissions as they stand"
            rows={current}
            keyOf={(one) => `${one.purpose} ${one.channel}`}
            empty="They have said nothing about any purpose. Nothing that needs a yes is sent."
            columns={[
              {
                head: 'State',
                value: (one) => one.state,
                show: (one) => <Mark as={MARKS[one.state]}>{one.state}</Mark>,
              },
              {
                head: 'Purpose',
                value: (one) => one.purpose,
                show: (one) => one.purpose.replaceAll('-', ' '),
              },
              { head: 'By', value: (one) => one.channel },
              { head: 'Since', value: (one) => one.at, show: (one) => sayMoment(one.at) },
              { head: 'Came by', value: (one) => one.source },
            ]}
          />
        )}
      </Loaded>
    </>
  );
}

function Timeline({ id, reason }: { id: string; reason: string }) {
  const items = usePaged(['timeline', id, reason], async (cursor) => {
    const query = { limit: 50, ...(cursor && { cursor }) };
    const asked = { params: { path: { id }, query, header: because(reason) } };
    const { items: rows, next } = await answer(api.GET('/api/people/{id}/timeline', asked));
    return { rows, next };
  });
  return (
    <>
      <h2>What happened</h2>
      <Loaded from={items} what="what happened">
        {(rows) => (
          <Table
            caption="Timeline"
            rows={rows}
            keyOf={(one) => `${one.what} ${one.id}`}
            empty="Nothing has happened yet."
            more={items.more}
            columns={[
              {
                head: 'When',
                value: (one) => one.at,
                show: (one) => <span className="nowrap">{sayMoment(one.at)}</span>,
              },
              { head: 'What', value: (one) => one.what },
              { head: 'Which', value: (one) => one.kind.replaceAll('-', ' ') },
              {
                head: 'For',
                wide: true,
                value: (one) =>
                  [one.purpose?.replaceAll('-', ' '), one.channel, one.detail].filter(Boolean).join(', '),
              },
            ]}
          />
        )}
      </Loaded>
    </>
  );
}
