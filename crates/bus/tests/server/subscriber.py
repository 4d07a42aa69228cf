"""Reads Berth's events as a subscriber who knows NATS, CloudEvents and Berth's .proto files, and nothing else of Berth.

    subscriber.py URL COUNT

prints one JSON object per event: its subject, its headers, its type, and its payload decoded by that type.
"""

import asyncio
import json
import sys

try:
    import nats
    from berth.v1 import event_pb2  # noqa: F401  (registers the messages under their names)
    from google.protobuf.json_format import MessageToDict
    from google.protobuf.message_factory import GetMessageClass
    from google.protobuf.descriptor_pool import Default as known_messages
    from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
except ImportError as error:
    sys.exit(f"{error}: run `cargo xtask setup`, which prepares this Python and the messages' code")

STREAM = "BERTH_EVENTS"
SUBJECTS = "berth.v1.event.>"
PATIENCE_S = 30


def read(message):
    # CloudEvents' binding to NATS: headers starting with "ce-" are attributes, the body is the payload alone.
    kind = message.headers["ce-type"]
    payload = GetMessageClass(known_messages().FindMessageTypeByName(kind))()
    payload.ParseFromString(message.data)
    return {
        "subject": message.subject,
        "headers": dict(message.headers),
        "type": payload.DESCRIPTOR.full_name,
        "payload": MessageToDict(payload, preserving_proto_field_name=True),
    }


async def main(url, count):
    client = await nats.connect(url, allow_reconnect=False)
    everything = ConsumerConfig(deliver_policy=DeliverPolicy.ALL, ack_policy=AckPolicy.EXPLICIT)
    events = await client.jetstream().pull_subscribe(SUBJECTS, stream=STREAM, config=everything)
    for _ in range(count):
        [message] = await events.fetch(1, timeout=PATIENCE_S)
        print(json.dumps(read(message)), flush=True)
        await message.ack_sync()
    await client.close()


asyncio.run(main(sys.argv[1], int(sys.argv[2])))
