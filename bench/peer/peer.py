"""An account service on the stack of FastAPI's full-stack template: FastAPI, SQLModel, PyJWT (HS256), pwdlib's Argon2id."""

import os
import uuid
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, HTTPException
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher
from pydantic import BaseModel, EmailStr
from sqlmodel import Field, Session, SQLModel, create_engine, select

SECRET = os.environ["PEER_SECRET"]
engine = create_engine(os.environ["PEER_DATABASE"])
passwords = PasswordHash((Argon2Hasher(), BcryptHasher()))


class UserBase(SQLModel):
    email: EmailStr = Field(unique=True, index=True, max_length=255)
    is_active: bool = True
    is_superuser: bool = False
    full_name: str | None = Field(default=None, max_length=255)


class User(UserBase, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    hashed_password: str
    created_at: datetime | None = Field(default_factory=lambda: datetime.now(UTC))


class UserPublic(UserBase):
    id: uuid.UUID
    created_at: datetime | None = None


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


class TokenPayload(BaseModel):
    sub: str | None = None


def session() -> Generator[Session, None, None]:
    with Session(engine) as opened:
        yield opened


Opened = Annotated[Session, Depends(session)]
Bearer = Annotated[str, Depends(OAuth2PasswordBearer(tokenUrl="/login/access-token"))]


def caller(opened: Opened, token: Bearer) -> User:
    try:
        payload = TokenPayload(**jwt.decode(token, SECRET, algorithms=["HS256"]))
    except jwt.InvalidTokenError:
        raise HTTPException(status_code=403, detail="Could not validate credentials")
    user = opened.get(User, uuid.UUID(payload.sub))
    if not user:
        raise HTTPException(status_code=404, detail="User not found")
    if not user.is_active:
        raise HTTPException(status_code=400, detail="Inactive user")
    return user


app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=["http://localhost:5173"],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


@app.post("/login/access-token")
def sign_in(opened: Opened, form: Annotated[OAuth2PasswordRequestForm, Depends()]) -> Token:
    user = opened.exec(select(User).where(User.email == form.username)).first()
    if not user:
        raise HTTPException(status_code=400, detail="Incorrect email or password")
    good, _ = passwords.verify_and_update(form.password, user.hashed_password)
    if not good:
        raise HTTPException(status_code=400, detail="Incorrect email or password")
    claims = {"sub": str(user.id), "exp": datetime.now(UTC) + timedelta(days=8)}
    return Token(access_token=jwt.encode(claims, SECRET, algorithm="HS256"))


@app.get("/users/me", response_model=UserPublic)
def me(user: Annotated[User, Depends(caller)]) -> User:
    return user


SQLModel.metadata.create_all(engine)
with Session(engine) as first:
    if not first.exec(select(User)).first():
        first.add(User(email="peer@example.com", full_name="Peer", hashed_password=passwords.hash("a long peer phrase")))
        first.commit()
