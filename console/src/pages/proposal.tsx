import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { capital, many, type Proposal as Proposed, plain, type RowsIn } from '../api/retention.ts';
import { me, useMay } from '../api/session.ts';
import { sayDay, sayMoment } from '../parts/dates.ts';
import { Loaded, Page, Trouble } from '../parts/page.tsx';
import { stateOf } from '../parts/proposals.tsx';
import { useSeen } from '../parts/seen.ts';
import { Mark } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';
import { fieldsOf } from '../shell/door.tsx';

/** One proposal: what would go, who agreed, and the two things one can do about it. */
export function Proposal() {
  const { id = '' } = useParams({ strict: false });
  const found = useQuery({
    queryKey: ['retention', 'proposal', id],
    queryFn: () => answer(api.GET('/api/retention/proposals/{id}', { params: { path: { id } } })),
  });
  const may = useMay()('retention', true);
  return (
    <Loaded from={found} what="the proposal">
      {(one) => (
        <Page
          title={capital(one.says)}
          lede={`${whatIn(one)}: ${plain(one.then)}.`}
          actions={<Link to="/retention">Back to what goes</Link>}
        >
          <Where of={one} />
          <h2>What it says</h2>
          {one.rows && <Rows of={one.rows} table={one.table ?? ''} />}
          {!one.rows && (
            <Table
              caption="What would go"
              rows={one.parts}
              keyOf={(part) => `${part.point} ${part.goesOn} ${part.fields.join(' ')}`}
              empty="Nothing of it is left."
              columns={[
                { head: 'Day', value: (part) => part.goesOn, show: (part) => sayDay(part.goesOn) },
                { head: 'Came in by', value: (part) => plain(part.point) },
                {
                  head: 'What of it',
                  wide: true,
                  value: (part) =>
                    part.whole
                      ? 'the record, whole'
                      : `only ${part.fields.map(plain).join(', ')}; the rest is kept`,
                },
                { head: 'Records', value: (part) => part.records, number: true },
              ]}
            />
          )}
          {one.samples.length > 0 && (
            <details>
              <summary>Some of the records</summary>
              <Table
                caption="Samples"
                rows={one.samples}
                keyOf={(sample) => sample.id}
                empty=""
                columns={[
                  {
                    head: 'Record',
                    value: (row) => row.id,
                    show: (row) => <code>{row.id.slice(0, 8)}</code>,
                  },
                  { head: 'Came in', value: (row) => row.cameIn, show: (row) => sayMoment(row.cameIn) },
                  { head: 'Goes', value: (row) => row.goesOn, show: (row) => sayDay(row.goesOn) },
                ]}
              />
            </details>
          )}
          <Agreed of={one} />
          {may && !one.closed && <Decide of={one} />}
        </Page>
      )}
    </Loaded>
  );
}

const whatIn = (one: Proposed): string => {
  const left = one.closed ? one.records : one.left;
  return one.system === null
    ? `${many(left, 'record')} of ${many(one.people, 'person').replace('persons', 'people')}`
    : `${many(left, 'row')} of ${one.table} in ${one.system}`;
};

/** Rows of a connected system: by day, with what belongs to them, and a few by their keys. */
function Rows({ of: { parts, samples }, table }: { of: RowsIn; table: string }) {
  return (
    <>
      <Table
        caption="What would go"
        rows={parts}
        keyOf={(part) => `${part.goesOn} ${part.spared.join(' ')}`}
        empty="Nothing of it is left."
        columns={[
          { head: 'Day', value: (part) => part.goesOn, show: (part) => sayDay(part.goesOn) },
          {
            head: 'With',
            wide: true,
            value: (part) =>
              Object.entries(part.along)
                .map(([other, n]) => `${n} of ${other}`)
                .join(', ') || 'nothing that belongs to them',
          },
          { head: 'Without', value: (part) => part.spared.join(', ') },
          { head: 'Rows', value: (part) => part.records, number: true },
        ]}
      />
      {samples.length > 0 && (
        <details>
          <summary>Some of the rows</summary>
          <Table
            caption="Samples"
            rows={samples}
            keyOf={(sample) => `${sample.key.join(' ')} ${sample.goesOn}`}
            empty=""
            columns={[
              { head: table, value: (row) => row.key.join(' · ') },
              { head: 'Goes', value: (row) => row.goesOn, show: (row) => sayDay(row.goesOn) },
            ]}
          />
        </details>
      )}
    </>
  );
}

function Where({ of: one }: { of: Proposed }) {
  const { as, word } = stateOf(one);
  return (
    <dl className="facts">
      <dt>State</dt>
      <dd>
        <Mark as={as}>{word}</Mark>
      </dd>
      <dt>Proposed</dt>
      <dd>{sayDay(one.askedOn)}</dd>
      {one.decideBy && (
        <>
          <dt>Decide by</dt>
          <dd>
            {sayDay(one.decideBy)}
            {one.escalates && `, afterwards the ${plain(one.escalates)} may stand in`}
          </dd>
        </>
      )}
      {one.goesFrom && (
        <>
          <dt>Goes from</dt>
          <dd>{sayDay(one.goesFrom)}, and nothing before its own day</dd>
        </>
      )}
      {one.because && (
        <>
          <dt>Why not</dt>
          <dd>
            {one.because} Asked again from {sayDay(one.againOn ?? '')}.
          </dd>
        </>
      )}
      <dt>Its hash</dt>
      <dd>
        <code>{one.hash.slice(0, 16)}…</code>{' '}
        <span className="quiet">an approval is for this and no other</span>
      </dd>
    </dl>
  );
}

function Agreed({ of: one }: { of: Proposed }) {
  if (one.stages.length === 0) return null;
  return (
    <>
      <h2>Who agrees</h2>
      <ol>
        {numbered(one.stages).map(({ by, approvers, number }) => {
          const given = one.approvals.filter(({ stage }) => stage === number);
          return (
            <li key={number}>
              {approvers === 1 ? `One ${plain(by)}` : `${approvers} ${plain(by)}s, each another person`}:{' '}
              {given.length === 0 ? (
                <Mark as="wait">{one.stage === number ? 'waited for' : 'not yet'}</Mark>
              ) : (
                <Mark
                  as={given.length < approvers ? 'wait' : 'good'}
                >{`${given.length} of ${approvers} agreed`}</Mark>
              )}
              {given.map(({ entry, at: when }) => (
                <span className="why small" key={entry}>
                  {' '}
                  <Link to="/ledger/$id" params={{ id: entry }}>
                    {sayMoment(when)}
                  </Link>
                </span>
              ))}
            </li>
          );
        })}
      </ol>
    </>
  );
}

const numbered = <Stage,>(stages: readonly Stage[]) =>
  stages.map((stage, at) => ({ ...stage, number: at + 1 }));

function Decide({ of: one }: { of: Proposed }) {
  const client = useQueryClient();
  const [end, seen] = useSeen();
  const mine = useQuery(me).data;
  const again = () => client.invalidateQueries({ queryKey: ['retention'] });
  const approve = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/retention/proposals/{id}/approval', {
          params: { path: { id: one.id } },
          body: { hash: one.hash },
        }),
      ),
    onSettled: again,
  });
  const stop = useMutation({
    mutationFn: ({ because = '', againOn = '' }: Record<string, string>) =>
      answer(
        api.POST('/api/retention/proposals/{id}/stop', {
          params: { path: { id: one.id } },
          body: { because, againOn },
        }),
      ),
    onSuccess: again,
  });
  const done = one.approvals.some(({ by }) => by === `staff:${mine?.id ?? ''}`);
  return (
    <>
      <div ref={end} />
      {one.state === 'asked' && (
        <>
          <h2>Agree</h2>
          <Trouble with={approve.error} />
          {done ? (
            <p>You agreed to this. The next one is somebody else.</p>
          ) : (
            <Button disabled={!seen} loading={approve.isPending} onClick={() => approve.mutate()}>
              Agree that this goes
            </Button>
          )}
        </>
      )}
      <h2>{one.state === 'asked' ? 'Or say no' : 'Stop it'}</h2>
      <Trouble with={stop.error} />
      <p>Nothing of it goes before the day you name. What has to stay past its own day needs a hold.</p>
      <form onSubmit={(event) => stop.mutate(fieldsOf(event))}>
        <div className="field">
          <Textarea
            name="because"
            label="Why"
            description="In words, without a name"
            required
            minLength={10}
            autosize
          />
        </div>
        <div className="field">
          <TextInput type="date" name="againOn" label="Ask again from" required />
        </div>
        <Button type="submit" variant="default" loading={stop.isPending}>
          {one.state === 'asked' ? 'Say no' : 'Stop it'}
        </Button>
      </form>
    </>
  );
}
