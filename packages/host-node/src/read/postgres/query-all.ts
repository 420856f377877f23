import type { Client, QueryResult } from 'pg';

import { pathFromBytes } from '../../text/path-bytes.ts';

/** Runs statements one after the other, in one exchange. The document of each query among them, in their order. */
export async function queryAll<Document>(
  client: Client,
  statements: readonly string[],
): Promise<readonly Document[]> {
  const answer: QueryResult | readonly QueryResult[] = await client.query(statements.join(';\n'));
  const results: readonly QueryResult[] = 'rows' in answer ? [answer] : answer;
  return results.flatMap(({ rows: [row] }) => (row?.doc === undefined ? [] : [documentIn<Document>(row)]));
}

/** Bytes that are not UTF-8 become U+DC80 to U+DCFF, so that no two names become one. */
function documentIn<Document>({ doc }: { readonly doc: string }): Document {
  return JSON.parse(pathFromBytes(Buffer.from(doc, 'base64')));
}
