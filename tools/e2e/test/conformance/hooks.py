"""Media types of the API that schemathesis does not know by itself."""

import schemathesis

# Pieces of an upload (tus) are bytes.
schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
schemathesis.serializer.alias("application/pdf", "application/octet-stream")
