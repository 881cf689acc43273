import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { operations } from '../../../sdk/src/schema.ts';
import { answer, api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { many, plain } from '../api/retention.ts';
import { useMay } from '../api/session.ts';
import { sayDay, sayLeft, sayMoment, today } from '../parts/dates.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Loaded, Page, Trouble } from '../parts/page.tsx';
import { usePaged } from '../parts/paged.ts';
import { Mark } from '../parts/state.tsx';
import { Sure } from '../parts/sure.tsx';
import { Table } from '../parts/table.tsx';
import { fieldsOf } from '../shell/door.tsx';

type Case = operations['listCases']['responses'][200]['content']['application/json']['items'][number];

/** Support cases: whether each is still needed, who works on it, and its end. What is in them stays behind a reason. */
export function Cases() {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const state = search.state === 'closed' ? 'closed' : 'open';
  const navigate = useNavigate();
  const may = useMay()('collection', true);
  const cases = usePaged(['cases', state], async (cursor) => {
    const query = { limit: 100, state, ...(cursor && { cursor }) } as const;
    const { items: rows, next } = await answer(api.GET('/api/cases', { params: { query } }));
    return { rows, next };
  });
  return (
    <Page
      title="Cases"
      lede="What people sent with a problem stays while its case is needed, and goes with it."
    >
      <div className="fields">
        <NativeSelect
          label="Show"
          value={state}
          onChange={(event) => void navigate({ to: '/cases', search: { state: event.currentTarget.value } })}
          data={[
            { value: 'open', label: 'open' },
            { value: 'closed', label: 'closed, until they go' },
          ]}
        />
      </div>
      <Loaded from={cases} what="the cases">
        {(rows) => <Rows rows={rows} more={cases.more} open={state === 'open'} may={may} />}
      </Loaded>
    </Page>
  );
}

type More = Parameters<typeof Table<Case>>[0]['more'];

function Rows({ rows, more, open, may }: { rows: readonly Case[]; more: More; open: boolean; may: boolean }) {
  return (
    <Table
      caption={open ? 'Open cases' : 'Closed cases'}
      rows={rows}
      keyOf={(one) => one.id}
      empty={open ? 'No case is open.' : 'No closed case is left.'}
      {...(more && { more })}
      columns={[
        {
          head: 'Case',
          wide: true,
          value: (one) => one.id,
          show: (one) => (
            <>
              <Link to="/people/$id" params={{ id: one.person }}>
                {plain(one.point)}
              </Link>
              <span className="why">{one.id}</span>
              <span className="why">{many(one.files, 'file')}</span>
            </>
          ),
        },
        {
          head: 'Opened',
          value: (one) => one.openedAt,
          show: (one) => <span className="nowrap">{sayMoment(one.openedAt)}</span>,
        },
        open
          ? {
              head: 'Look again by',
              value: (one) => one.reviewOn ?? '',
              show: (one) => <Review of={one} />,
            }
          : {
              head: 'Closed',
              value: (one) => one.closedAt ?? '',
              show: (one) => <span className="nowrap">{one.closedAt ? sayMoment(one.closedAt) : '–'}</span>,
            },
        { head: 'Works on it', value: (one) => one.staff.join(', ') || 'nobody named' },
        { head: 'Do', value: () => '', show: (one) => (may ? <Work of={one} /> : '') },
      ]}
    />
  );
}

function Review({ of: { reviewOn } }: { of: Case }) {
  if (reviewOn === null) return '–';
  return (
    <>
      {reviewOn < today() ? <Mark as="bad">late</Mark> : <Mark as="wait">stands</Mark>}
      <span className="why nowrap">{`${sayDay(reviewOn)}, ${sayLeft(today(), reviewOn)}`}</span>
    </>
  );
}

/** What can be done with one: each is in the ledger with who did it. */
function Work({ of: { id, staff, reviewOn, closedAt } }: { of: Case }) {
  const client = useQueryClient();
  const params = { path: { id } };
  const done = { onSuccess: () => client.invalidateQueries({ queryKey: ['cases'] }) };
  const review = useMutation({
    ...done,
    mutationFn: () => answer(api.POST('/api/cases/{id}/review', { params, body: {} })),
  });
  const close = useMutation({
    ...done,
    mutationFn: () => answer(api.POST('/api/cases/{id}/close', { params, body: {} })),
  });
  const purge = useMutation({
    ...done,
    mutationFn: () => answer(api.POST('/api/cases/{id}/purge', { params, body: {} })),
  });
  const trouble = <Trouble with={review.error ?? close.error ?? purge.error} />;
  if (closedAt !== null)
    return (
      <>
        {trouble}
        <Sure
          button="Remove it now"
          title="Remove this case?"
          says="It goes now, before its time, with every file that was sent with it. This cannot be taken back."
          busy={purge.isPending}
          onSure={() => purge.mutate()}
        />
      </>
    );
  return (
    <>
      {trouble}
      <div className="actions">
        {reviewOn !== null && (
          <Button variant="default" size="xs" loading={review.isPending} onClick={() => review.mutate()}>
            Still needed
          </Button>
        )}
        <Assign id={id} staff={staff} />
        <Sure
          button="Close the case"
          title="Close this case?"
          says="From now nobody may work with what was sent for it, and the period until it is deleted runs."
          busy={close.isPending}
          onSure={() => close.mutate()}
        />
      </div>
    </>
  );
}

function Assign({ id, staff }: Pick<Case, 'id' | 'staff'>) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const assign = useMutation({
    mutationFn: ({ staff: said = '' }: Record<string, string>) =>
      answer(
        api.POST('/api/cases/{id}/staff', {
          params: { path: { id } },
          body: { staff: said.split(/[\s,;]+/).filter(Boolean) },
        }),
      ),
    onSuccess: () => {
      setOpen(false);
      return client.invalidateQueries({ queryKey: ['cases'] });
    },
  });
  // One field for all of them: what is wrong with any of them is said beside it.
  const wrong = assign.error ? Object.values(asProblem(assign.error).fields)[0] : undefined;
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>
        Who works on it
      </Button>
      <Dialog title="Who works on this case" open={open} onClose={() => setOpen(false)}>
        <form onSubmit={(event) => assign.mutate(fieldsOf(event))}>
          <Trouble with={assign.error} />
          <div className="field">
            <TextInput
              name="staff"
              label="Their references"
              description="The short names that our systems have for them, with spaces between; no addresses. Whoever is left out no longer works on it"
              defaultValue={staff.join(' ')}
              autoComplete="off"
              error={wrong}
            />
          </div>
          <div className="actions">
            <Button type="submit" loading={assign.isPending}>
              Save
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              Leave it
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
