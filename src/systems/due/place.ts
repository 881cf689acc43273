import type { Parameter } from '../database/database.ts';
import type { Dialect } from '../database/dialect.rules.ts';

/** The parameters of a statement as it is written, and the places for them. */
export interface Places {
  readonly parameters: Parameter[];
  /** Takes a value and answers its place; `type` is PostgreSQL’s name of what it is to be taken for. */
  put(value: Parameter, type?: string): string;
}

export function places(dialect: Dialect): Places {
  const parameters: Parameter[] = [];
  return {
    parameters,
    put(value, type) {
      parameters.push(value);
      if (dialect !== 'postgres') return '?';
      return type === undefined ? `$${parameters.length}` : `$${parameters.length}::${type}`;
    },
  };
}
