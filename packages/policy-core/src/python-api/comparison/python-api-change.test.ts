import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { changesBetween } from '../../testing/python-surface.ts';
import { at, breaks, mildest, unclear, type ApiChange, type ApiChangeKind } from './python-api-change.ts';

const parsers = await testParsers();

interface Sample {
  readonly before: string;
  readonly after: string;
  readonly kind: ApiChange['kind'];
  readonly says: string;
  readonly underlines: string;
}

/** One change in a service module for every word; the compiler asks for a new one with each new word. */
const SAMPLES: Readonly<Record<ApiChangeKind, Sample>> = {
  removed: {
    before: `
def list_users(db: Session) -> list[User]:
    return db.query(User).all()


def count_users(db: Session) -> int:
    return db.query(User).count()
`,
    after: `
def list_users(db: Session) -> list[User]:
    return db.query(User).all()
`,
    kind: 'breaks',
    says: 'count_users is gone',
    underlines: '',
  },
  renamed: {
    before: `
def get_user_by_email(db: Session, email: str) -> User | None:
    return db.query(User).filter_by(email=email).one_or_none()
`,
    after: `
def find_user_by_email(db: Session, email: str) -> User | None:
    return db.query(User).filter_by(email=email).one_or_none()
`,
    kind: 'breaks',
    says: 'get_user_by_email is called find_user_by_email now',
    underlines: 'find_user_by_email',
  },
  'kind-changed': {
    before: `
def settings() -> Settings:
    return Settings()
`,
    after: `
settings = {"debug": False}
`,
    kind: 'breaks',
    says: 'settings is a value now and no longer a function',
    underlines: 'settings',
  },
  conditional: {
    before: `
def send_mail(to: str) -> None:
    smtp.send(to)
`,
    after: `
if MAIL_ENABLED:
    def send_mail(to: str) -> None:
        smtp.send(to)
`,
    kind: 'breaks',
    says: 'send_mail exists only under a condition now',
    underlines: 'send_mail',
  },
  'form-changed': {
    before: `
class Invoice:
    @property
    def total(self) -> Decimal:
        return sum(line.price for line in self.lines)
`,
    after: `
class Invoice:
    def total(self) -> Decimal:
        return sum(line.price for line in self.lines)
`,
    kind: 'breaks',
    says: 'Invoice.total is a method now and no longer a property',
    underlines: 'total',
  },
  'async-changed': {
    before: `
def get_current_user(token: str = Depends(oauth2_scheme)) -> User:
    return user_of(token)
`,
    after: `
async def get_current_user(token: str = Depends(oauth2_scheme)) -> User:
    return await user_of(token)
`,
    kind: 'breaks',
    says: 'get_current_user is async now, so every caller has to await it',
    underlines: 'get_current_user',
  },
  'became-abstract': {
    before: `
class Storage(ABC):
    def delete(self, key: str) -> None:
        raise NotImplementedError
`,
    after: `
class Storage(ABC):
    @abstractmethod
    def delete(self, key: str) -> None: ...
`,
    kind: 'breaks',
    says: 'Storage.delete is abstract now, so every subclass has to define it',
    underlines: 'delete',
  },
  'not-settable': {
    before: `
class Job:
    @property
    def state(self) -> str:
        return self._state

    @state.setter
    def state(self, value: str) -> None:
        self._state = value
`,
    after: `
class Job:
    @property
    def state(self) -> str:
        return self._state
`,
    kind: 'breaks',
    says: 'Job.state can no longer be set',
    underlines: 'state',
  },
  'parameter-removed': {
    before: `
def list_users(db: Session, skip: int = 0, limit: int = 20) -> list[User]: ...
`,
    after: `
def list_users(db: Session, skip: int = 0) -> list[User]: ...
`,
    kind: 'breaks',
    says: 'list_users no longer takes limit',
    underlines: 'list_users',
  },
  'parameter-renamed': {
    before: `
def get_user(db: Session, user_id: int) -> User: ...
`,
    after: `
def get_user(db: Session, id: int) -> User: ...
`,
    kind: 'breaks',
    says: 'get_user takes user_id under the name id now',
    underlines: 'id: int',
  },
  'parameter-moved': {
    before: `
def transfer(source: Account, target: Account, amount: int) -> None: ...
`,
    after: `
def transfer(target: Account, source: Account, amount: int) -> None: ...
`,
    kind: 'breaks',
    says: 'transfer takes its parameters in another order: target, source, amount and not source, target, amount',
    underlines: 'target: Account, source: Account, amount: int',
  },
  'parameter-added': {
    before: `
def create_user(db: Session, data: UserIn) -> User: ...
`,
    after: `
def create_user(db: Session, data: UserIn, tenant: Tenant) -> User: ...
`,
    kind: 'breaks',
    says: 'create_user needs the new parameter tenant',
    underlines: 'tenant: Tenant',
  },
  'parameter-required': {
    before: `
def export(db: Session, format: str = "csv") -> bytes: ...
`,
    after: `
def export(db: Session, format: str) -> bytes: ...
`,
    kind: 'breaks',
    says: 'export needs format, which could be left out',
    underlines: 'format: str',
  },
  'parameter-kind-changed': {
    before: `
def notify(user: User, urgent: bool = False) -> None: ...
`,
    after: `
def notify(user: User, *, urgent: bool = False) -> None: ...
`,
    kind: 'breaks',
    says: 'notify takes urgent only by its name now',
    underlines: 'urgent: bool = False',
  },
  'parameter-retyped': {
    before: `
def get_order(db: Session, order_id: int) -> Order: ...
`,
    after: `
def get_order(db: Session, order_id: UUID) -> Order: ...
`,
    kind: 'breaks',
    says: 'get_order takes order_id as UUID and not as int',
    underlines: 'order_id: UUID',
  },
  'return-retyped': {
    before: `
def get_order(db: Session, order_id: int) -> Order: ...
`,
    after: `
def get_order(db: Session, order_id: int) -> Order | None: ...
`,
    kind: 'breaks',
    says: 'get_order returns Order | None and not Order',
    underlines: 'get_order',
  },
  'value-retyped': {
    before: `
PAGE_SIZE: int = 50
`,
    after: `
PAGE_SIZE: str = "50"
`,
    kind: 'breaks',
    says: 'PAGE_SIZE is str and not int',
    underlines: 'PAGE_SIZE',
  },
  'base-removed': {
    before: `
class PaymentError(AppError):
    pass
`,
    after: `
class PaymentError(Exception):
    pass
`,
    kind: 'breaks',
    says: 'PaymentError no longer derives from AppError',
    underlines: 'PaymentError',
  },
  'export-removed': {
    before: `
__all__ = ["charge", "refund"]


def charge(amount: int) -> None: ...
def refund(payment: str) -> None: ...
`,
    after: `
__all__ = ["charge"]


def charge(amount: int) -> None: ...
def refund(payment: str) -> None: ...
`,
    kind: 'breaks',
    says: 'refund is no longer in __all__',
    underlines: '',
  },
  elsewhere: {
    before: `
async def get_db() -> AsyncGenerator[AsyncSession, None]:
    async with async_session() as session:
        yield session
`,
    after: `
from app.db.session import get_db
`,
    kind: 'unclear',
    says: 'get_db comes from app.db.session.get_db now and was a function of this module',
    underlines: 'get_db',
  },
  wrapped: {
    before: `
def rebuild_index() -> None: ...
`,
    after: `
@celery.task(bind=True)
def rebuild_index() -> None: ...
`,
    kind: 'unclear',
    says: 'rebuild_index has the new decorator celery.task, which may change how it is called',
    underlines: 'rebuild_index',
  },
  'constructor-inherited': {
    before: `
class Users(Repository):
    def __init__(self, db: Session) -> None:
        super().__init__(db, User)
`,
    after: `
class Users(Repository):
    pass
`,
    kind: 'unclear',
    says: 'Users lost its constructor, and what the inherited one takes is not known',
    underlines: 'Users',
  },
  'names-unknown': {
    before: `
LIMIT = 20
`,
    after: `
from app.core.defaults import *
LIMIT = 20
`,
    kind: 'unclear',
    says: 'from app.core.defaults import * is new, and it imports every name of another module',
    underlines: 'from app.core.defaults import *',
  },
};

describe('A change is told with its word, its sentence and its place [row 0.11]', () => {
  it.each(Object.entries(SAMPLES))('%s', (what, { before, after, kind, says, underlines }) => {
    const changes = changesBetween(parsers, before, after);
    expect(
      changes.map((change) => ({
        kind: change.kind,
        what: change.what,
        says: `${change.name} ${change.text}`,
        underlines: after.slice(change.start, change.end),
      })),
    ).toEqual([{ kind, what, says, underlines }]);
  });

  it.each(Object.entries(SAMPLES))('%s is nothing new once it is there', (_, { before, after }) => {
    expect(changesBetween(parsers, before, before)).toEqual([]);
    expect(changesBetween(parsers, after, after)).toEqual([]);
  });
});

describe('Of several ways to read a change', () => {
  const place = { name: 'f', start: 3, end: 4 };
  const broken = breaks(place, 'removed', 'is gone');
  const open = unclear(place, 'wrapped', 'has the new decorator traced, which may change how it is called');

  it.each<[string, readonly (readonly ApiChange[])[], readonly ApiChange[]]>([
    ['there is nothing to say where there are none', [], []],
    ['the only one counts', [[broken]], [broken]],
    ['one with nothing to say counts for all', [[broken], [], [open]], []],
    ['doubt counts for less than a break', [[broken], [open]], [open]],
    ['much doubt counts for less than one break', [[open, open, open], [broken]], [open, open, open]],
    [
      'fewer breaks count for less than many',
      [
        [broken, broken],
        [broken, open],
      ],
      [broken, open],
    ],
    ['the first counts where they are alike', [[broken], [{ ...broken, name: 'g' }]], [broken]],
  ])('%s', (_, ways, chosen) => {
    expect(mildest(ways)).toEqual(chosen);
  });

  it('a place can be moved under the same name', () => {
    expect(at(place, { start: 10, end: 12 })).toEqual({ name: 'f', start: 10, end: 12 });
  });
});
