import { forecastRetention } from '../../procedures/index.ts';
import { EXIT, print, printJson } from './command.ts';
import type { Part } from './retention-options.ts';

const WEEKS = 12;

/** How much goes in each of the next twelve weeks, by rule: what is kept here, and rows of connected systems. */
export const forecastPart: Part = async (house, { json }) => {
  const forecast = await forecastRetention(house, WEEKS);
  if (json) {
    printJson(forecast);
    return EXIT.fine;
  }
  const lines = [
    ...forecast.weeks.map(({ week, rule, records }) => ({
      week,
      says: `${rule}: ${records} record${records === 1 ? '' : 's'}`,
    })),
    ...forecast.rows.flatMap(({ rule, system, table, weeks, more }) =>
      weeks.map(({ week, rows }) => ({
        week,
        says: `${rule}: ${more ? 'at least ' : ''}${rows} row${rows === 1 ? '' : 's'} of ${system}.${table}`,
      })),
    ),
  ].sort((one, other) => one.week.localeCompare(other.week));
  for (const { week, says } of lines) print(`${week}  ${says}`);
  for (const { system, table, lookedOn } of forecast.rows)
    if (lookedOn === null) print(`Not counted: ${system}.${table}. No night has looked there yet.`);
  if (lines.length === 0) print(`Nothing goes in the next ${WEEKS} weeks.`);
  return EXIT.fine;
};
