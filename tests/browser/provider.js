// An OpenID provider for one story: a page with a button, codes that work once, a real key.
import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer } from "node:http";

const CLIENT = "la-factoria";
const base64 = (value) => Buffer.from(value).toString("base64url");

// `person` are the claims about whoever presses the button.
export async function provide(person) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const asked = new Map();
  let issuer;

  const token = ({ nonce }) => {
    const now = Math.floor(Date.now() / 1000);
    const header = { alg: "EdDSA", typ: "JWT", kid: "one" };
    const claims = { iss: issuer, aud: CLIENT, iat: now, exp: now + 300, auth_time: now, nonce, ...person };
    const signed = `${base64(JSON.stringify(header))}.${base64(JSON.stringify(claims))}`;
    return `${signed}.${base64(sign(null, Buffer.from(signed), privateKey))}`;
  };
  const pages = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ["EdDSA"],
    }),
    "/jwks": () => ({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "EdDSA" }] }),
    "/authorize": ({ query }) => {
      const code = randomUUID();
      asked.set(code, { nonce: query.get("nonce"), challenge: query.get("code_challenge") });
      const back = new URL(query.get("redirect_uri"));
      back.searchParams.set("code", code);
      back.searchParams.set("state", query.get("state"));
      const anew = query.get("prompt") === "login" ? "once more" : "";
      return `<!doctype html><title>School</title><p>${anew}</p><a href="${back.href.replaceAll("&", "&amp;")}">I am Ann</a>`;
    },
    "/token": ({ form }) => {
      const attempt = asked.get(form.get("code"));
      asked.delete(form.get("code"));
      const proof = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
      if (attempt?.challenge !== proof) return { error: "invalid_grant" };
      return { access_token: "none", token_type: "Bearer", id_token: token(attempt) };
    },
  };

  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const place = new URL(request.url, issuer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const answer = pages[place.pathname]?.({ query: place.searchParams, form });
    const page = typeof answer === "string";
    response.writeHead(answer ? (answer.error ? 400 : 200) : 404, { "content-type": page ? "text/html" : "application/json" });
    response.end(page ? answer : JSON.stringify(answer ?? {}));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${server.address().port}`;
  const settings = {
    FACTORIA_AUTH__OIDC__SCHOOL__LABEL: "Hillside School",
    FACTORIA_AUTH__OIDC__SCHOOL__ISSUER: issuer,
    FACTORIA_AUTH__OIDC__SCHOOL__CLIENT_ID: CLIENT,
    FACTORIA_AUTH__OIDC__SCHOOL__CLIENT_SECRET: "a secret between the two of them",
    FACTORIA_AUTH__OIDC__SCHOOL__MAY_CREATE: "true",
  };
  return { settings, stop: () => server.close() };
}
