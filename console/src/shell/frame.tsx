import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { me } from '../api/session.ts';
import { Trouble, Waiting } from '../parts/page.tsx';
import { site } from '../site.ts';
import { Join } from './join.tsx';
import { SetUp } from './set-up.tsx';
import { Side } from './side.tsx';
import { SignIn } from './sign-in.tsx';

/** The console around a page, or the door before whoever has not come in. */
export function Frame() {
  const { data, error, isPending } = useQuery(me);
  const { pathname } = useLocation();
  if (isPending)
    return (
      <main>
        <Waiting what="One moment …" />
      </main>
    );
  if (error)
    return (
      <main>
        <h1>The console</h1>
        <Trouble with={error} />
      </main>
    );
  if (pathname === '/join' && !data) return <Join />;
  if (!data) return <SignIn />;
  if (!data.secondFactor) return <SetUp of={data} />;
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <div className="frame">
        <Side of={data} />
        <div>
          {(site.illustration || site.demonstration) && (
            <aside aria-label="What this is">
              {site.illustration && (
                <p className="illustration">
                  An illustration made with Kept: not {site.name}’s own data, dates or agreements.
                </p>
              )}
              {site.demonstration && (
                <p className="illustration">
                  A demonstration: everybody in it is made up, and its clock is not today’s. Enter nothing
                  about a real person.
                </p>
              )}
            </aside>
          )}
          <main id="main" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
    </>
  );
}
