import { NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { sayMoment } from '../parts/dates.ts';
import { Loaded, Page } from '../parts/page.tsx';
import { usePaged } from '../parts/paged.ts';
import { Mark } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';

const STATES = {
  queued: <Mark as="wait">waiting</Mark>,
  sending: <Mark as="wait">leaving</Mark>,
  sent: <Mark as="good">sent</Mark>,
  refused: <Mark as="bad">refused</Mark>,
  unsure: <Mark as="warn">unsure</Mark>,
} as const;

const CHOICES = ['waiting', 'settled', 'unsure'] as const;

/** Mails that wait or left. What they say is behind a reason. */
export function Outbox() {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const state = CHOICES.find((one) => one === search.state);
  const navigate = useNavigate();
  const mails = usePaged(['outbox', state ?? ''], async (cursor) => {
    const query = { limit: 100, ...(cursor && { cursor }), ...(state && { state }) };
    const { mails: rows, next } = await answer(api.GET('/api/outbox', { params: { query } }));
    return { rows, next };
  });
  return (
    <Page
      title="Outbox"
      lede="Each mail is decided about once more at the moment it leaves. Without SMTP_URL they wait here."
    >
      <div className="fields">
        <NativeSelect
          label="Show"
          value={state ?? ''}
          onChange={(event) => void navigate({ to: '/outbox', search: { state: event.currentTarget.value } })}
          data={[
            { value: '', label: 'all' },
            { value: 'waiting', label: 'waiting' },
            { value: 'settled', label: 'sent or refused' },
            { value: 'unsure', label: 'unsure whether they left' },
          ]}
        />
      </div>
      <Loaded from={mails} what="the outbox">
        {(rows) => (
          <Table
            caption="Mails"
            rows={rows}
            keyOf={(one) => one.id}
            empty="No mail is like that."
            more={mails.more}
            columns={[
              { head: 'State', value: (one) => one.state, show: (one) => STATES[one.state] },
              {
                head: 'For',
                wide: true,
                value: (one) => one.purpose,
                show: (one) => (
                  <>
                    <Link to="/outbox/$id" params={{ id: one.id }}>
                      {one.purpose.replaceAll('-', ' ')}
                    </Link>
                    {one.code && <span className="why">{one.code}</span>}
                  </>
                ),
              },
              { head: 'Kind', value: (one) => one.class },
              {
                head: 'Queued',
                value: (one) => one.queued,
                show: (one) => <span className="nowrap">{sayMoment(one.queued)}</span>,
              },
              {
                head: 'Settled',
                value: (one) => one.settled ?? '',
                show: (one) => (one.settled ? <span className="nowrap">{sayMoment(one.settled)}</span> : ''),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
