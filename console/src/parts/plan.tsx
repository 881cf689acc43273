import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answer, api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { type Item, type Plan as Planned, planQuery } from '../api/requests.ts';
import { type Correction, Corrections } from './corrections.tsx';
import { sayDay, sayMoment } from './dates.ts';
import { Loaded, Trouble } from './page.tsx';
import { Certificate, Sign } from './plan-signed.tsx';
import { Mark } from './state.tsx';

const ACTS: Readonly<Record<string, string>> = {
  read: 'read',
  delete: 'erase',
  anonymise: 'anonymise',
  change: 'correct',
  keep: 'keep',
  leave: 'leave',
  task: 'a person does it',
  blocked: 'cannot be done',
};

const STATES: Readonly<Record<string, string>> = { found: '', waiting: 'waits' };

/** What would be done in each system, or was; approved by one button, once it was seen to its end. */
export function Plan({
  id,
  may,
  open,
  asksWhat,
}: {
  id: string;
  may: boolean;
  open: boolean;
  /** A correction, and nobody has said yet of what. */
  asksWhat: boolean;
}) {
  const client = useQueryClient();
  const found = useQuery(planQuery(id));
  const look = useMutation({
    mutationFn: (changes: Correction[]) =>
      answer(api.POST('/api/requests/{id}/plan', { params: { path: { id } }, body: { changes } })),
    onSuccess: (plan) => client.setQueryData(planQuery(id).queryKey, plan),
  });
  const button =
    may && open && asksWhat ? (
      <Corrections look={look.mutate} busy={look.isPending} />
    ) : (
      may &&
      open && (
        <Button
          variant={found.data ? 'default' : 'filled'}
          loading={look.isPending}
          onClick={() => look.mutate([])}
        >
          {found.data ? 'Look again' : 'Look into every system'}
        </Button>
      )
    );
  return (
    <>
      <Trouble with={look.error} />
      {found.error && asProblem(found.error).status === 404 ? (
        <Trouble with={found.error} />
      ) : (
        <Loaded from={found} what="the plan">
          {(plan) =>
            plan === null ? (
              <>
                <p>
                  Nothing was looked up yet. Looking changes nothing: you see what each system holds, and what
                  would become of it.
                </p>
                {button}
              </>
            ) : (
              <Shown plan={plan} id={id} may={may} again={plan.approved === null ? button : null} />
            )
          }
        </Loaded>
      )}
    </>
  );
}

function Shown({
  plan,
  id,
  may,
  again,
}: {
  plan: Planned;
  id: string;
  may: boolean;
  again: React.ReactNode;
}) {
  const done = plan.systems.filter(({ state }) => /done|verified|finished/.test(state)).length;
  return (
    <>
      <p className="quiet small">
        Looked up {sayMoment(plan.made)}
        {plan.approved && `; approved ${sayMoment(plan.approved)}`}
        {plan.finished && `; finished ${sayMoment(plan.finished)}`}
      </p>
      {plan.approved && !plan.finished && (
        <p role="status">
          <progress value={done} max={plan.systems.length} aria-label="Systems done" /> {done} of{' '}
          {plan.systems.length} systems. You can leave this page; it goes on.
        </p>
      )}
      <table className="rows plan">
        <caption className="hidden">What would be done, by system and table</caption>
        <thead>
          <tr>
            <th scope="col">System</th>
            <th scope="col">What becomes of it</th>
            <th scope="col" className="number">
              Rows
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.systems.map(({ system, state, because, verified }) => (
            <Rows
              key={system}
              system={system}
              says={
                verified
                  ? `read again, verified ${sayMoment(verified)}`
                  : (STATES[state] ?? state.replaceAll('-', ' '))
              }
              because={because}
              items={plan.items.filter((item) => item.system === system)}
              id={id}
              may={may && plan.approved !== null}
            />
          ))}
        </tbody>
      </table>
      {plan.approved === null && may ? <Approve plan={plan} id={id} again={again} /> : null}
      {plan.finished && <Certificate id={id} />}
    </>
  );
}

/** Of a system its tables, a line each. */
function Rows({
  system,
  says,
  because,
  items,
  id,
  may,
}: {
  system: string;
  says: string;
  because: string | null;
  items: readonly Item[];
  id: string;
  may: boolean;
}) {
  const head = (
    <>
      <strong>{system.replaceAll('-', ' ')}</strong>
      <span className="why">{says}</span>
      {because && <span className="why">{because}</span>}
    </>
  );
  if (items.length === 0)
    return (
      <tr>
        <th scope="row">{head}</th>
        <td className="quiet">Nothing of theirs is in it.</td>
        <td className="number">0</td>
      </tr>
    );
  return items.map((item, at) => (
    <tr key={item.number}>
      {at === 0 && (
        <th scope="rowgroup" rowSpan={items.length}>
          {head}
        </th>
      )}
      <td>
        <strong>
          {ACTS[item.act] ?? item.act}
          {item.until && ` until ${sayDay(item.until)}`}
        </strong>
        {item.table && <span> {item.table}</span>}
        <span className="why">{item.because}</span>
        {item.who && (
          <span className="why">
            {item.who.replaceAll('-', ' ')}
            {item.due && `, by ${sayDay(item.due)}`}
          </span>
        )}
        {item.samples.length > 0 && (
          <details className="small">
            <summary>Samples</summary>
            <ul className="mono">
              {[...Map.groupBy(item.samples, (sample) => sample.join(', '))].map(([text, alike]) => (
                <li key={text}>
                  {text}
                  {/* Keys are shortened here, and two may look the same. */}
                  {alike.length > 1 && ` (${alike.length} of them)`}
                </li>
              ))}
            </ul>
          </details>
        )}
        {item.act === 'task' &&
          (item.doneBy ? <Mark as="good">signed for</Mark> : may && <Sign id={id} item={item} />)}
      </td>
      <td data-head="Rows" className="number">
        {item.act === 'task' ? '' : item.count}
      </td>
    </tr>
  ));
}

/** The button wakes up when the end of the plan was in sight. */
function Approve({ plan, id, again }: { plan: Planned; id: string; again: React.ReactNode }) {
  const client = useQueryClient();
  const end = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver(
      (entries) => entries.some((one) => one.isIntersecting) && setSeen(true),
      // Who jumped to the end of the page has gone past it.
      { rootMargin: '1000000px 0px 8px 0px' },
    );
    if (end.current) watch.observe(end.current);
    return () => watch.disconnect();
  }, []);
  const approve = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/requests/{id}/plan/approval', { params: { path: { id } }, body: { hash: plan.hash } }),
      ),
    onSuccess: (approved) => {
      client.setQueryData(planQuery(id).queryKey, approved);
      return client.invalidateQueries({ queryKey: ['request', id] });
    },
  });
  return (
    <>
      <div ref={end} style={{ height: 1 }} />
      <div className="approve">
        <Trouble with={approve.error} />
        <div className="actions">
          <Button disabled={!seen} loading={approve.isPending} onClick={() => approve.mutate()}>
            Approve this plan
          </Button>
          {again}
        </div>
        {!seen && <p className="small quiet">Read it to its end first.</p>}
      </div>
    </>
  );
}
