export default async function teardown() {
  await globalThis.__JAMAA_PLATFORM__?.stop();
}
