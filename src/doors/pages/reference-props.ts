/** A field of a body or an answer. */
export type Part = { name: string; type: string; required: boolean; says: string };

/** One thing that the API does. */
export type Operation = {
  id: string;
  tag: string;
  method: string;
  path: string;
  says: string;
  /** What a key must be allowed; null: no key is needed. */
  scope: string | null;
  /** Whether staff who signed in may call it. */
  session: boolean;
  parameters: (Part & { where: string })[];
  /** In which format a body is sent; null: none is. */
  media: string | null;
  body: Part[];
  answers: { status: string; says: string; fields: Part[] }[];
  curl: string;
};

export type Reference = { tags: { name: string; says: string; operations: Operation[] }[] };
