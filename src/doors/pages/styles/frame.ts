/** What every page has: type, head, foot, banners, doors. */
export const frameStyles = `
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  display: flex; flex-direction: column; min-height: 100vh; margin: 0; background: var(--page); color: var(--ink); overflow-wrap: break-word;
  font: 1.0625rem/1.6 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
}
a { color: var(--accent); text-underline-offset: 0.16em; text-decoration-thickness: 0.07em; }
a:hover { text-decoration-thickness: 0.14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; letter-spacing: -0.01em; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.375rem); margin: 0 0 1rem; max-width: 26em; }
h2 { font-size: 1.375rem; margin: 2.75rem 0 0.75rem; }
h3 { font-size: 1.0625rem; margin: 1.75rem 0 0.5rem; letter-spacing: 0; }
p, ul, ol { margin: 0 0 1rem; max-width: 42rem; }
ul, ol { padding-left: 1.35rem; }
li { margin: 0 0 0.35rem; }
code { font: 0.9em ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "Liberation Mono", monospace; }
.lede { font-size: 1.1875rem; line-height: 1.5; color: var(--quiet); }
.skip { position: absolute; left: 1rem; top: -10rem; z-index: 1; padding: 0.7rem 1rem; background: var(--page); border: 2px solid var(--accent); }
.skip:focus { top: 0.5rem; }

body > header { border-top: 6px solid var(--accent); border-bottom: 1px solid var(--rule); }
.bar, .coming > div, main, body > footer > .columns { max-width: 66rem; margin: 0 auto; padding-left: 1.25rem; padding-right: 1.25rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; column-gap: 2rem; padding-top: 0.5rem; padding-bottom: 0.5rem; }
.name { font-weight: 700; font-size: 1.1875rem; color: var(--ink); text-decoration: none; padding: 0.5rem 0; }
.name span { font-weight: 400; color: var(--quiet); margin-left: 0.35rem; }
.bar ul { display: flex; flex-wrap: wrap; list-style: none; margin: 0 -0.6rem; padding: 0; }
.bar li { margin: 0; }
.bar li a { display: block; padding: 0.6rem; color: var(--ink); text-decoration: none; }
.bar li a:hover { text-decoration: underline; }
.bar li a[aria-current] { color: var(--accent); font-weight: 600; text-decoration: underline; text-decoration-thickness: 3px; text-underline-offset: 0.5rem; }
.illustration { margin: 0; max-width: none; padding: 0.55rem 1.25rem; background: var(--panel); border-bottom: 1px solid var(--rule); font-size: 0.9375rem; line-height: 1.45; text-align: center; }
.coming { background: var(--warned); border-bottom: 1px solid var(--rule); }
.coming > div { padding-top: 0.9rem; padding-bottom: 0.9rem; }
.coming p { margin: 0; max-width: none; }
.coming ul { margin: 0.35rem 0 0; }
.coming li { margin: 0; }
summary { padding: 0.35rem 0; cursor: pointer; }

main { flex: 1; width: 100%; padding-top: 2.5rem; padding-bottom: 4rem; }
body > footer { background: var(--panel); border-top: 1px solid var(--rule); font-size: 0.9375rem; color: var(--quiet); }
body > footer .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 1rem 2.5rem; padding-top: 2rem; padding-bottom: 2.5rem; }
body > footer h2 { font-size: 1rem; margin: 0 0 0.25rem; color: var(--ink); letter-spacing: 0; }
body > footer p { margin: 0; }

.warning, .saved { padding: 0.8rem 1rem; border-left: 5px solid var(--at-risk); background: var(--warned); }
.warning > [aria-hidden], .saved > [aria-hidden] { font-weight: 700; }
.saved { border-left-color: var(--kept); background: var(--good); }
.done { color: var(--kept); font-weight: 700; }
.after { color: var(--quiet); margin-top: 1.5rem; }

.doors { list-style: none; padding: 0; margin: 0; max-width: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; }
.doors li { position: relative; margin: 0; padding: 1.1rem 1.25rem; border: 1px solid var(--rule); border-radius: 6px; background: var(--page); display: flex; flex-direction: column; }
.doors li:hover { border-color: var(--accent); background: var(--panel); }
.doors h3 { margin: 0 0 0.35rem; font-size: 1.1875rem; }
.doors h3 a::after { content: ""; position: absolute; inset: 0; }
.doors h3 a:focus-visible { outline: none; }
.doors li:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
.doors p { margin: 0 0 0.75rem; }
.doors .next { margin: auto 0 0; color: var(--quiet); font-size: 0.9375rem; }
.word { margin-top: 2.75rem; padding: 1.1rem 1.25rem 1.25rem; background: var(--panel); border-radius: 6px; align-self: start; }
.word h2 { margin: 0 0 0.5rem; font-size: 1.1875rem; }
.word p { margin: 0 0 0.5rem; }
.word p:last-child { margin: 0; }
@media (min-width: 60rem) { .beside { display: grid; grid-template-columns: minmax(0, 42rem) minmax(0, 1fr); column-gap: 3.5rem; } }
.sentences li { margin-bottom: 0.5rem; }
.forms { list-style: none; padding: 0; max-width: none; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); column-gap: 2.5rem; }
.forms li { margin: 0; padding: 0.75rem 0; border-top: 1px solid var(--rule); }
.forms a { display: block; font-weight: 600; padding: 0.1rem 0; }
.forms span { color: var(--quiet); font-size: 0.9375rem; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
