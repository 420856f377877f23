import { describeRule } from '../../testing/describe-rule.ts';
import { secondMigrationTool } from './second-migration-tool.ts';

const POLICY = { migrations: { alembic: ['alembic/versions'], sql: ['db/flyway/**'] } };
const added = (path: string) => ({ change: [{ path, status: 'added' as const }] });
const belongs = (path: string, tool: string) => ({
  ...added(path),
  finds: [
    {
      messageId: 'second',
      data: { path, tool },
      underlines: undefined,
    },
  ],
});

describeRule(secondMigrationTool, {
  policy: POLICY,
  keeps: {
    'a revision': added('alembic/versions/0001_first.py'),
    'migrations that the policy names': added('db/flyway/V1__first.sql'),
    'a tool that was there before': { change: ['flyway.conf'] },
    'a tool that is taken away': { change: [{ path: 'flyway.conf', status: 'deleted' }] },
    'a repository without Alembic': { ...added('flyway.conf'), policy: { migrations: { alembic: [] } } },
    'files with like names': {
      change: [
        'app/v1__init__.py',
        '.github/workflows/changelog-sync.yml',
        'docs/CHANGELOG.md',
        'app/migrations/helpers.py',
        'schema.prisma.md',
        'sql/2024_report.sql',
      ].map((path) => ({ path, status: 'added' as const })),
    },
  },
  breaks: {
    'Flyway [row 4.01]': belongs('db/V1_2__add_users.sql', 'Flyway'),
    'its settings': belongs('flyway.toml', 'Flyway'),
    Liquibase: belongs('db/changelog-master.xml', 'Liquibase'),
    'Django [row 4.01]': belongs('shop/migrations/0001_initial.py', 'Django'),
    Prisma: belongs('prisma/migrations/20240101_init/migration.sql', 'Prisma'),
    'its schema': belongs('web/prisma/schema.prisma', 'Prisma'),
    yoyo: belongs('yoyo.ini', 'yoyo'),
    Aerich: belongs('aerich.ini', 'Aerich'),
    Piccolo: belongs('app/piccolo_migrations/a.py', 'Piccolo'),
    Knex: belongs('knexfile.ts', 'Knex'),
    Sequelize: belongs('.sequelizerc', 'Sequelize'),
    TypeORM: belongs('ormconfig.json', 'TypeORM'),
    Drizzle: belongs('drizzle.config.ts', 'Drizzle'),
    Rails: belongs('db/migrate/20240101120000_add_users.rb', 'Rails'),
    Sqitch: belongs('sqitch.plan', 'Sqitch'),
    Atlas: belongs('atlas.hcl', 'Atlas'),
    'golang-migrate': belongs('migrations/000001_init.up.sql', 'golang-migrate'),
  },
  waits: {},
});
