import { Link, useLocation } from '@tanstack/react-router';

const TABS = [
  { to: '/retention', text: 'What goes' },
  { to: '/retention/holds', text: 'Holds' },
  { to: '/retention/media', text: 'Disks and paper' },
  { to: '/retention/certificates', text: 'Certificates' },
] as const;

/** The pages of retention, beside each other. */
export function RetentionTabs() {
  const { pathname } = useLocation();
  return (
    <nav className="tabs" aria-label="Retention">
      <ul>
        {TABS.map(({ to, text }) => (
          <li key={to}>
            <Link
              to={to}
              activeProps={{}}
              activeOptions={{ exact: true }}
              aria-current={pathname === to ? 'page' : undefined}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
