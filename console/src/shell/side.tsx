import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { type Me, me, ROLE_WORDS, type Scope } from '../api/session.ts';
import { site } from '../site.ts';

const PAGES: readonly { to: string; text: string; scope: Scope; apart?: boolean; when?: boolean }[] = [
  { to: '/', text: 'Today', scope: 'requests' },
  { to: '/requests', text: 'Requests', scope: 'requests' },
  { to: '/people', text: 'People', scope: 'people' },
  { to: '/cases', text: 'Cases', scope: 'collection', when: site.cases },
  { to: '/board', text: 'Promises', scope: 'board', apart: true },
  { to: '/retention', text: 'Retention', scope: 'retention' },
  { to: '/map', text: 'Data map', scope: 'board' },
  { to: '/outbox', text: 'Outbox', scope: 'outbox', apart: true },
  { to: '/ledger', text: 'Ledger', scope: 'ledger' },
  { to: '/staff', text: 'Staff', scope: 'staff', apart: true },
  { to: '/keys', text: 'API keys', scope: 'keys' },
];

/** Where one can go, and who one is. */
export function Side({ of }: { of: Me }) {
  const { pathname } = useLocation();
  // The menu folds when somebody has gone elsewhere by it.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const open = openAt === pathname;
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: () => answer(api.POST('/api/staff/auth/sign-out', { body: { everywhere: false } })),
    onSettled: () => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== me.queryKey[0] });
      return client.invalidateQueries({ queryKey: me.queryKey });
    },
  });
  const may = new Set(of.may.map((one) => one.scope));
  const folded = open ? undefined : 'folded';
  return (
    <header className="side">
      <div className="name">
        <div>
          {site.shortName}
          <span>Kept, for staff</span>
        </div>
        <button
          type="button"
          className="menu-button"
          aria-expanded={open}
          onClick={() => setOpenAt(open ? null : pathname)}
        >
          Menu
        </button>
      </div>
      <nav aria-label="Main" className={folded}>
        <ul>
          {PAGES.filter(({ scope, when = true }) => when && may.has(scope)).map(({ to, text, apart }) => {
            const here = to === '/' ? pathname === '/' : pathname.startsWith(to);
            return (
              <li key={to} className={apart ? 'apart' : undefined}>
                <Link to={to} aria-current={here ? 'page' : undefined} activeProps={{}}>
                  {text}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className={`who ${folded ?? ''}`}>
        <strong>{of.name}</strong>
        {ROLE_WORDS[of.role].word}
        <br />
        <Button variant="default" size="xs" loading={leave.isPending} onClick={() => leave.mutate()}>
          Sign out
        </Button>
      </div>
    </header>
  );
}
