import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { site } from '../site.ts';

/** The page before the console: one heading, one thing to do. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${site.shortName} console`;
    heading.current?.focus();
  }, [title]);
  return (
    <main className="door">
      <p className="owner">
        {site.shortName} <span>Kept, for staff</span>
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}

/** What a form holds, by the names of its fields. */
export const fieldsOf = (event: FormEvent<HTMLFormElement>): Record<string, string> => {
  event.preventDefault();
  return Object.fromEntries(
    [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
  );
};
