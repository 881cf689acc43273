import { type RefObject, useEffect, useRef, useState } from 'react';

/** Whether the end of something was in sight: who decides about it has at least been there. */
export function useSeen(): [RefObject<HTMLDivElement | null>, boolean] {
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
  return [end, seen];
}
