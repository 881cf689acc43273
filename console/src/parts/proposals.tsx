import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { many, type Proposal, plain, proposalsQuery } from '../api/retention.ts';
import { sayDay, sayLeft, today } from './dates.ts';
import { Loaded } from './page.tsx';
import { Mark } from './state.tsx';
import { Table } from './table.tsx';

/** What waits for people to agree, or for its day, and what became of the last ones. */
export function Proposals() {
  const found = useQuery(proposalsQuery);
  return (
    <Loaded from={found} what="what waits for somebody">
      {({ proposals }) => (
        <Table
          caption="Proposals"
          rows={proposals}
          keyOf={(one) => one.id}
          empty="Nothing waits for somebody to agree, and nothing is announced."
          columns={[
            {
              head: 'State',
              value: (one) => stateOf(one).word,
              show: (one) => <Mark as={stateOf(one).as}>{stateOf(one).word}</Mark>,
            },
            {
              head: 'What',
              wide: true,
              value: (one) => one.says,
              show: (one) => (
                <>
                  <Link to="/retention/proposals/$id" params={{ id: one.id }}>
                    {one.says}
                  </Link>
                  <span className="why">{whyOf(one)}</span>
                </>
              ),
            },
            { head: 'Records', value: (one) => (one.closed ? one.gone : one.left), number: true },
            {
              head: 'By',
              value: (one) => one.decideBy ?? one.goesFrom ?? '',
              show: (one) => <span className="nowrap">{dayOf(one)}</span>,
            },
          ]}
        />
      )}
    </Loaded>
  );
}

export function stateOf(one: Proposal): { as: 'good' | 'wait' | 'warn' | 'bad' | 'off'; word: string } {
  if (one.state === 'asked')
    return one.decideBy && one.decideBy < today()
      ? { as: 'bad', word: 'late' }
      : { as: 'warn', word: 'to agree to' };
  if (one.state === 'announced') return { as: 'wait', word: 'announced' };
  return one.state === 'done'
    ? { as: 'good', word: 'gone' }
    : { as: 'off', word: one.state === 'empty' ? 'nothing left' : one.state };
}

function whyOf(one: Proposal): string {
  if (one.state === 'asked') {
    const stage = one.stages[(one.stage ?? 1) - 1];
    const agreed = one.approvals.filter(({ stage: at }) => at === one.stage).length;
    return `It waits for the ${plain(stage?.by ?? '')}: ${agreed} of ${stage?.approvers ?? 1} agreed in stage ${one.stage} of ${one.stages.length}.`;
  }
  if (one.state === 'announced') return 'It is used for nothing any more, and can still be stopped.';
  if (one.state === 'refused' || one.state === 'stopped')
    return `${one.because ?? ''} Asked again from ${sayDay(one.againOn ?? '')}.`;
  return one.state === 'done'
    ? `${many(one.gone, 'record')} of ${one.records} went.`
    : 'What it named is not to go any more.';
}

const dayOf = (one: Proposal): string =>
  one.state === 'asked' && one.decideBy
    ? `decide ${sayLeft(today(), one.decideBy)}`
    : one.state === 'announced' && one.goesFrom
      ? `goes ${sayLeft(today(), one.goesFrom)}`
      : '';
