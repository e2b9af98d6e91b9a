export default async function teardown() {
  await globalThis.__JAMAA_SERVERS__?.stop();
}
