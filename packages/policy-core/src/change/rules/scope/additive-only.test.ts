import { observed, unobserved } from '../../../model/known.ts';
import { describeRule } from '../../../testing/describe-rule.ts';
import { BY_A_PERSON, BY_AN_AGENT } from '../../../testing/sample-change.ts';
import { additiveOnly } from './additive-only.ts';

const DEPS = 'backend/app/api/deps.py';
const USERS = 'backend/app/services/users.py';
const UNCLEAR = (path: string) => ({ messageId: 'unclear', data: { path } });
const GONE = (path: string) => ({ messageId: 'deleted', data: { path } });

/** What a FastAPI project shares between its routers. */
const DEPS_BEFORE = `"""Dependencies that every router shares."""
from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import Depends, HTTPException, status
from fastapi.security import OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession

from app.core import security
from app.db.session import async_session
from app.models.user import User

oauth2_scheme = OAuth2PasswordBearer(tokenUrl="/login")


async def get_db() -> AsyncGenerator[AsyncSession, None]:
    async with async_session() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_db)]


async def get_current_user(db: SessionDep, token: str = Depends(oauth2_scheme)) -> User:
    user = await security.user_of(db, token)
    if user is None:
        raise HTTPException(status_code=status.HTTP_401_UNAUTHORIZED)
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]


class Pagination:
    def __init__(self, skip: int = 0, limit: int = 20) -> None:
        self.skip = skip
        self.limit = limit


def _trace(user: User) -> None: ...
`;

const SERVICE = `from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.models import User


class UserIn(BaseModel):
    email: str
    name: str | None = None


class UserService:
    def __init__(self, db: Session) -> None:
        self.db = db

    def get(self, user_id: int) -> User | None:
        return self.db.get(User, user_id)

    @staticmethod
    def normalise(email: str) -> str:
        return email.lower()


def create_user(db: Session, data: UserIn, *, notify: bool = True) -> User:
    user = User(**data.model_dump())
    db.add(user)
    return user
`;

const edited = (path: string, before: string, after: string) => ({
  change: [path],
  files: { [path]: after },
  about: { ...BY_AN_AGENT, filesBefore: [{ path, text: before }] },
});
const deps = (from: string, to: string) => edited(DEPS, DEPS_BEFORE, DEPS_BEFORE.replace(from, to));
const service = (from: string, to: string) => edited(USERS, SERVICE, SERVICE.replace(from, to));

describeRule(additiveOnly, {
  policy: { change_scope: { additive_only: [DEPS, 'backend/app/services/'] } },
  keeps: {
    'a new dependency [row 0.11]': deps(
      'class Pagination',
      'def get_tenant() -> str: ...\n\n\nclass Pagination',
    ),
    'a new service function [row 0.10]': service(
      'def create_user',
      'def list_users(db: Session) -> list[User]: ...\n\n\ndef create_user',
    ),
    'a new method and a new field with a default [row 0.10]': edited(
      USERS,
      SERVICE,
      SERVICE.replace(
        '    @staticmethod',
        '    def add(self, data: UserIn) -> User: ...\n\n    @staticmethod',
      ).replace('name: str | None = None', 'name: str | None = None\n    age: int | None = None'),
    ),
    'a new parameter with a default [row 0.11]': service(
      'notify: bool = True',
      'notify: bool = True, dry: bool = False',
    ),
    'a new service [row 0.10]': {
      change: [{ path: USERS, status: 'added' }],
      files: { [USERS]: SERVICE },
      about: BY_AN_AGENT,
    },
    'another body, comment and formatting [row 0.11]': deps(
      '    user = await security.user_of(db, token)\n',
      '    # the token was checked before\n    user = await security.user_of(\n        db, token\n    )\n',
    ),
    'an injected parameter in the new form [row 0.11]': deps(
      'token: str = Depends(oauth2_scheme)',
      'token: Annotated[str, Depends(oauth2_scheme)]',
    ),
    'a private function that is gone [row 0.11]': deps('def _trace(user: User) -> None: ...\n', ''),
    'an import that nobody uses any more [row 0.11]': service(
      'from sqlalchemy.orm import Session',
      'import sqlalchemy.orm\nfrom sqlalchemy.orm import Session',
    ),
    'the work of a person [row 0.11]': {
      ...deps('def get_current_user(', 'def current_user('),
      about: { ...BY_A_PERSON, filesBefore: [{ path: DEPS, text: DEPS_BEFORE }] },
    },
    'a file that the policy does not name': edited(
      'backend/app/routers/users.py',
      'def a(): ...\n',
      'b = 1\n',
    ),
    'another file of the services that is no Python': {
      change: ['backend/app/services/README.md'],
      about: BY_AN_AGENT,
    },
    'a policy without such files': {
      ...deps('class Pagination', 'class Pages'),
      policy: { change_scope: {} },
    },
    'a policy without a scope': {
      ...deps('class Pagination', 'class Pages'),
      policy: { change_scope: undefined },
    },
    'what a release holds: it was judged when it was merged': {
      ...deps('class Pagination', 'class Pages'),
      seen: { focus: { kind: 'release' } },
    },
    'an open document that is what it was at the base': {
      ...edited(DEPS, DEPS_BEFORE, DEPS_BEFORE),
      seen: { focus: { kind: 'document', path: DEPS } },
    },
    'a whole tree, in which nothing has changed': { files: { [DEPS]: 'x = 1\n' } },
  },
  breaks: {
    'a dependency with another name [row 0.11]': {
      ...deps('def get_current_user(', 'def current_user('),
      finds: [
        {
          messageId: 'breaks',
          data: { name: 'get_current_user', change: 'is called current_user now', path: DEPS },
          underlines: 'current_user',
        },
      ],
    },
    'a dependency that is gone [row 0.11]': {
      ...edited(DEPS, 'def get_db(): ...\ndef get_user(db): ...\n', 'def get_db(): ...\n'),
      finds: [
        { messageId: 'breaks', data: { name: 'get_user', change: 'is gone', path: DEPS }, underlines: '' },
      ],
    },
    'a parameter of another type [row 0.11]': {
      ...service('user_id: int', 'user_id: str'),
      finds: [
        {
          messageId: 'breaks',
          data: { name: 'UserService.get', change: 'takes user_id as str and not as int', path: USERS },
          underlines: 'user_id: str',
        },
      ],
    },
    'parameters in another order [row 0.11]': {
      ...service('db: Session, data: UserIn', 'data: UserIn, db: Session'),
      finds: [
        {
          messageId: 'breaks',
          data: {
            name: 'create_user',
            change: 'takes its parameters in another order: data, db and not db, data',
            path: USERS,
          },
          underlines: 'data: UserIn, db: Session',
        },
      ],
    },
    'a parameter that is gone, one that is new, and a sync function made async [row 0.11]': {
      ...edited(
        USERS,
        SERVICE,
        SERVICE.replace('def create_user', 'async def create_user')
          .replace(', *, notify: bool = True', '')
          .replace('user_id: int', 'user_id: int, tenant: str'),
      ),
      finds: [
        {
          messageId: 'breaks',
          data: { name: 'UserService.get', change: 'needs the new parameter tenant', path: USERS },
          underlines: 'tenant: str',
        },
        {
          messageId: 'breaks',
          data: { name: 'create_user', change: 'is async now, so every caller has to await it', path: USERS },
          underlines: 'create_user',
        },
        {
          messageId: 'breaks',
          data: { name: 'create_user', change: 'no longer takes notify', path: USERS },
          underlines: 'create_user',
        },
      ],
    },
    'a required field of a model [row 0.11]': {
      ...service('email: str\n', 'email: str\n    phone: str\n'),
      finds: [
        {
          messageId: 'breaks',
          data: { name: 'UserIn', change: 'needs the new parameter phone', path: USERS },
          underlines: 'phone',
        },
      ],
    },
    'a class that nobody may change any more [row 0.11]': {
      ...edited(
        USERS,
        '@dataclass\nclass Page:\n    number: int = 1\n',
        '@dataclass(frozen=True)\nclass Page:\n    number: int = 1\n',
      ),
      finds: [
        {
          messageId: 'breaks',
          data: { name: 'Page', change: 'is frozen now, so its fields can no longer be set', path: USERS },
          underlines: 'Page',
        },
      ],
    },
    'a parameter by name that came to stand before others [row 0.11]': {
      ...service('data: UserIn, *, notify: bool = True', 'notify: bool, data: UserIn'),
      finds: [
        {
          messageId: 'breaks',
          data: { name: 'create_user', change: 'needs notify, which could be left out', path: USERS },
          underlines: 'notify: bool',
        },
        {
          messageId: 'breaks',
          data: {
            name: 'create_user',
            change:
              'takes notify by its position before others, so arguments passed by position go to the wrong one',
            path: USERS,
          },
          underlines: 'notify: bool',
        },
      ],
    },
    'a dependency of another type [row 0.11]': {
      ...deps('Annotated[AsyncSession, Depends(get_db)]', 'Annotated[Session, Depends(get_db)]'),
      finds: [
        {
          messageId: 'breaks',
          data: {
            name: 'SessionDep',
            change: 'is Annotated[Session, Depends(get_db)] and not Annotated[AsyncSession, Depends(get_db)]',
            path: DEPS,
          },
          underlines: 'SessionDep',
        },
      ],
    },
    'a file that is deleted [row 0.11]': {
      change: [{ path: DEPS, status: 'deleted' }],
      about: BY_AN_AGENT,
      finds: [{ ...GONE(DEPS), underlines: undefined }],
    },
    'a file that is moved, which is deleted and added [row 0.11]': {
      change: [
        { path: USERS, status: 'deleted' },
        { path: 'backend/app/services/accounts.py', status: 'added' },
      ],
      files: { 'backend/app/services/accounts.py': SERVICE },
      about: BY_AN_AGENT,
      finds: [{ ...GONE(USERS), underlines: undefined }],
    },
    'a template of a service that is deleted': {
      change: [{ path: 'backend/app/services/mail.html', status: 'deleted' }],
      about: BY_AN_AGENT,
      finds: [{ ...GONE('backend/app/services/mail.html'), underlines: undefined }],
    },
    'an open document, against its text at the base': {
      ...deps('def get_current_user(', 'def current_user('),
      change: [],
      seen: { focus: { kind: 'document', path: DEPS } },
      finds: [
        {
          messageId: 'breaks',
          data: { name: 'get_current_user', change: 'is called current_user now', path: DEPS },
          underlines: 'current_user',
        },
      ],
    },
    'everybody, where the scope is for everybody': {
      ...deps('class Pagination', 'class Pages'),
      policy: { change_scope: { applies_to: ['ai', 'human'], additive_only: [DEPS] } },
      about: { ...BY_A_PERSON, filesBefore: [{ path: DEPS, text: DEPS_BEFORE }] },
      finds: [
        {
          messageId: 'breaks',
          data: { name: 'Pagination', change: 'is called Pages now', path: DEPS },
          underlines: 'Pages',
        },
      ],
    },
  },
  waits: {
    'nobody knows who made the change': {
      ...deps('def get_current_user(', 'def current_user('),
      about: { filesBefore: [{ path: DEPS, text: DEPS_BEFORE }] },
      waits: [
        {
          messageId: 'breaks',
          data: { name: 'get_current_user', change: 'is called current_user now', path: DEPS },
          because: 'no commits were given',
        },
      ],
    },
    'nobody knows who deleted the file': {
      change: [{ path: DEPS, status: 'deleted' }],
      waits: [{ ...GONE(DEPS), because: 'no commits were given' }],
    },
    'a text that is no Python': {
      ...deps('class Pagination:', 'class Pagination'),
      waits: [{ ...UNCLEAR(DEPS), because: 'it is not valid Python' }],
    },
    'a text that was no Python': {
      ...edited(USERS, 'def f(:\n', SERVICE),
      waits: [{ ...UNCLEAR(USERS), because: 'before the change, it is not valid Python' }],
    },
    'a text before the change that was not seen': {
      change: [DEPS],
      files: { [DEPS]: DEPS_BEFORE },
      about: BY_AN_AGENT,
      waits: [{ ...UNCLEAR(DEPS), because: 'its text before the change was not given' }],
    },
    'a text before the change that git did not tell': {
      change: [DEPS],
      files: { [DEPS]: DEPS_BEFORE },
      about: BY_AN_AGENT,
      seen: { filesBefore: { [DEPS]: unobserved('this is a shallow clone') } },
      waits: [{ ...UNCLEAR(DEPS), because: 'this is a shallow clone' }],
    },
    'a text after the change that was not seen': {
      change: [DEPS],
      about: { ...BY_AN_AGENT, filesBefore: [{ path: DEPS, text: DEPS_BEFORE }] },
      waits: [{ ...UNCLEAR(DEPS), because: 'its text after the change was not given' }],
    },
    'a file that is a link now': {
      change: [{ path: DEPS, status: 'type-changed' }],
      about: { ...BY_AN_AGENT, filesBefore: [{ path: DEPS, text: DEPS_BEFORE }] },
      seen: { files: { [DEPS]: observed({ kind: 'unreadable', problem: 'it is a symbolic link' }) } },
      waits: [
        {
          ...UNCLEAR(DEPS),
          because: 'its text after the change cannot be read: it is a symbolic link',
        },
      ],
    },
    'a definition that moved behind an import [row 0.11]': {
      ...edited(DEPS, 'def get_db(): ...\n', 'from app.db.session import get_db\n'),
      waits: [
        {
          ...UNCLEAR(DEPS),
          because: 'get_db comes from app.db.session.get_db now and was a function of this module',
        },
      ],
    },
    'a field of a model whose base stands elsewhere [row 0.11]': {
      ...edited(
        USERS,
        'class UserIn(CamelModel):\n    email: str\n    name: str = ""\n',
        'class UserIn(CamelModel):\n    email: str\n    name: str\n',
      ),
      waits: [
        {
          ...UNCLEAR(USERS),
          because: 'UserIn.name has no default any more and may have to be passed wherever an object is made',
        },
      ],
    },
    'a star import that is new [row 0.11]': {
      ...edited(DEPS, 'def get_db(): ...\n', 'from app.db import *\ndef get_db(): ...\n'),
      waits: [
        {
          ...UNCLEAR(DEPS),
          because: 'from app.db import * is new, and it imports every name of another module',
        },
      ],
    },
  },
});
