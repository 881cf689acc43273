import { Loader } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { asProblem } from '../api/problem.ts';
import { site } from '../site.ts';

let arrived = false;

/** A page: one heading, which takes the focus when somebody comes here, so that a screen reader says where they are. */
export function Page({
  title,
  lede,
  actions,
  children,
}: {
  title: string;
  lede?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${site.shortName} console`;
  }, [title]);
  useEffect(() => {
    // Not when the page was just loaded: then the skip link is the first stop of the keyboard.
    if (!arrived) {
      arrived = true;
      return;
    }
    if (document.activeElement === document.body || document.activeElement?.closest('nav'))
      heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <>
      <div className="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lede && <p className="lede">{lede}</p>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}

/** What was refused, in words, at the top of what it is about. */
export function Trouble({ with: thrown }: { with: unknown }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (thrown) box.current?.focus();
  }, [thrown]);
  if (!thrown) return null;
  const problem = asProblem(thrown);
  return (
    <div className="trouble" role="alert" ref={box} tabIndex={-1} data-code={problem.code}>
      <span aria-hidden="true">✕ </span>
      {problem.message}
    </div>
  );
}

export const Waiting = ({ what }: { what: string }) => (
  <p className="waiting" role="status">
    <Loader size="xs" aria-hidden="true" /> {what}
  </p>
);

type Asked<T> = { data: T | undefined; error: unknown; isPending: boolean };

/** What was asked for when it is there; until then that it is coming, or why not. */
export function Loaded<T>({
  from,
  what,
  children,
}: {
  from: Asked<T>;
  what: string;
  children: (data: T) => ReactNode;
}) {
  if (from.data !== undefined) return children(from.data);
  if (from.error) return <Trouble with={from.error} />;
  return <Waiting what={`Reading ${what} …`} />;
}
