import type { MigrationGraph } from '../migrations/explain/migration-graph.ts';
import { terminalText } from '../report/document/terminal.ts';
import type { LaneStyle } from '../report/lane-text.ts';
import { migrationGraphDocument } from '../report/migration-graph-document.ts';

/** As `lockkeeper migrations graph` prints it. */
export function migrationGraphText(
  graph: MigrationGraph,
  { colors, lanes }: { readonly colors: boolean; readonly lanes: LaneStyle },
): string {
  return terminalText(migrationGraphDocument(graph, lanes), { colors });
}
