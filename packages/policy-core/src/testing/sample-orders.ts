import type { ConstraintDefinition } from '../migrations/operations/column.ts';
import { knownName } from '../migrations/operations/name.ts';
import {
  columnState,
  constraintState,
  indexState,
  tableNamed,
  tableState,
  typeNamed,
} from './sample-schema.ts';

/** Nobody has written it. */
export const NOWHERE = { start: 0, end: 0 };

export const foreignKey = {
  ...NOWHERE,
  kind: 'foreign-key',
  name: knownName('orders_customer_id_fkey'),
  columns: ['customer_id'],
  notValid: false,
  target: { table: tableNamed('customers'), columns: ['id'] },
} satisfies ConstraintDefinition;
export const unique = {
  ...NOWHERE,
  kind: 'unique',
  name: knownName('uq_orders_number'),
  columns: ['number'],
  notValid: false,
  usingIndex: true,
} satisfies ConstraintDefinition;
export const check = {
  ...NOWHERE,
  kind: 'check',
  name: knownName('ck_total'),
  columns: undefined,
  notValid: false,
  expression: 'total >= 0',
} satisfies ConstraintDefinition;

/** The table of orders with a constraint of each common kind, and an index. */
export const ordersState = tableState(
  'orders',
  [
    columnState('id', { nullable: false, default: { kind: 'sequence' } }),
    columnState('number', { type: typeNamed('varchar', { size: 20 }), nullable: false }),
    columnState('customer_id'),
    columnState('total', {
      type: typeNamed('numeric', { size: 10, scale: 2 }),
      default: { kind: 'sql', text: '0' },
    }),
  ],
  {
    constraints: [
      constraintState('orders_customer_id_fkey', foreignKey),
      constraintState('uq_orders_number', unique),
      constraintState('ck_total', check, { isValidated: false }),
    ],
    indexes: [indexState('ix_orders_customer_id', ['customer_id'], { unique: true })],
  },
);
