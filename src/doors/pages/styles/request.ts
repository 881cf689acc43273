/** Requests: the strip of days, what is done and what waits, and the thread. */
export const requestStyles = `
.field select { display: block; width: 100%; min-height: 2.9rem; margin-top: 0.4rem; padding: 0.55rem 0.7rem; background: var(--page); border: 1px solid var(--edge); border-radius: 4px; }
.field select:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
.field .second { display: block; font-weight: 600; margin-top: 1rem; }
.choices .choice { padding: 0.1rem 0; }
.choices .tick input { border-radius: 50%; }
.hint-inline { color: var(--quiet); font-size: 0.9375rem; font-weight: 400; }
.tick .hint-inline { display: block; line-height: 1.4; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.confirm { max-width: 34rem; margin: 0 0 2rem; padding: 1.1rem 1.25rem; border: 3px solid var(--accent); border-radius: 6px; }
.confirm h2 { margin: 0 0 0.35rem; font-size: 1.1875rem; }
.confirm p, .confirm form { margin: 0 0 0.75rem; }
.confirm .after { margin: 0; font-size: 0.9375rem; }
a.button { display: inline-block; min-height: 3rem; padding: 0.6rem 1.4rem; font-weight: 600; background: var(--accent); color: var(--on-accent); border: 2px solid var(--accent); border-radius: 4px; text-decoration: none; }
a.button:hover { background: var(--page); color: var(--accent); }
.strip { display: grid; grid-template-columns: repeat(7, minmax(0, 1fr)); gap: 3px; max-width: 26rem; margin: 0 0 0.75rem; }
.strip .weekday { text-align: center; font-size: 0.8125rem; color: var(--quiet); }
.day { display: flex; flex-direction: column; align-items: center; justify-content: space-between; min-height: 2.75rem; padding: 0.2rem 0; border: 1px solid var(--rule); border-radius: 4px; background: var(--page); font-size: 0.8125rem; line-height: 1.3; }
.day .number { color: inherit; font-variant-numeric: tabular-nums; }
.day .shape { font-weight: 700; line-height: 1.2; min-height: 1.2em; }
.day.received { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.day.due { border: 2px solid var(--accent); color: var(--accent); font-weight: 700; }
.day.answered { border: 2px solid var(--kept); background: var(--good); color: var(--kept); font-weight: 700; }
.day.late { border: 2px solid var(--broken); background: var(--wrong); color: var(--broken); }
.day.waiting, .day.paused { background: var(--warned); border-style: dashed; border-color: var(--at-risk); color: var(--at-risk); }
.day.weekend, .day.holiday { background: var(--panel); color: var(--quiet); }
.day.today { outline: 3px solid var(--ink); outline-offset: -1px; }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: 0.35rem 1.25rem; padding: 0; font-size: 0.875rem; color: var(--quiet); }
.key li { display: flex; align-items: center; gap: 0.5rem; margin: 0; }
.key .day { display: inline-flex; flex: none; justify-content: center; width: 1.6rem; min-height: 1.6rem; }
.moves { font-size: 0.9375rem; }
details table { border-collapse: collapse; margin: 0.5rem 0 1rem; }
details caption { text-align: left; font-size: 0.9375rem; color: var(--quiet); }
details th, details td { text-align: left; vertical-align: top; padding: 0.3rem 1rem 0.3rem 0; border-top: 1px solid var(--rule); font-weight: 400; font-size: 0.9375rem; }
.apart { margin-top: 1.25rem; }
.day .month { font-size: 0.6875rem; }
button.second { background: var(--page); color: var(--accent); }
.own { margin: 0 0 1rem; }
.own div { display: flex; flex-wrap: wrap; gap: 0.15rem 1rem; padding: 0.35rem 0; border-top: 1px solid var(--rule); }
.own dt { flex: 0 0 12rem; color: var(--quiet); }
.own dd { margin: 0; flex: 1 1 14rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.steps { list-style: none; padding: 0; }
.steps li { display: flex; gap: 0.75rem; align-items: baseline; padding: 0.4rem 0; margin: 0; }
.steps .shape { flex: none; width: 1.6rem; text-align: center; font-weight: 700; }
.steps .is-done .shape { color: var(--kept); }
.steps .waits { color: var(--quiet); }
.message { max-width: 42rem; margin: 0 0 1rem; padding: 0.9rem 1.1rem; border: 1px solid var(--rule); border-radius: 6px; }
.message.from-you { background: var(--panel); border-left: 5px solid var(--accent); }
.message h3 { margin: 0 0 0.4rem; }
.message .words { white-space: pre-wrap; overflow-wrap: anywhere; }
`;
