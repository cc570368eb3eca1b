using CsCheck;

namespace IoBench.Load.Tests;

/// <summary>The closed loop without a socket: a wire that cuts as it likes, and one that lies.</summary>
public sealed class ConversationTests
{
    private const int Period = 8191;

    private static readonly Window Always = new(0, long.MaxValue);

    private static readonly Gen<int> Payload = Gen.Frequency((6, Gen.Int[1, 200]), (1, Gen.Const(Period)), (1, Gen.Int[9_000, 150_000]));

    private static readonly Gen<int> Depth = Gen.Int[1, 12];

    // How much the next call takes or gives, none when not positive.
    private static readonly Gen<List<int>> Cuts = Gen.Frequency((3, Gen.Int[-20, 100]), (1, Gen.Int[100, 64 * 1024])).List[1, 60];

    [Fact]
    public void Counts_answers_and_times_each_by_its_own_message_however_the_stream_is_cut() =>
        Gen.Select(Payload, Depth, Cuts).Sample((payload, depth, cuts) =>
        {
            var conversation = Make(3, payload, depth);
            var recorder = new WindowRecorder { Window = Always };
            var wire = new Queue<byte>();
            var asked = new Queue<long>();
            long nowNs = 1, expectedSumNs = 0, answered = 0, received = 0;
            Ask(depth);
            for (var turn = 0; answered < 3 * depth; turn++)
            {
                // Each turn lasts another time, so that a latency given to the wrong message shows in the sum.
                nowNs += 1 + (turn * 7919L) % 1000;
                var cut = turn < cuts.Count ? cuts[turn] : Pattern.LongestSlice;
                var sending = conversation.ToSend[..Math.Clamp(cut, 0, conversation.ToSend.Length)];
                foreach (var value in sending) wire.Enqueue(value);
                conversation.Sent(sending.Length);

                var piece = Take(wire, Math.Min(Math.Abs(cut), wire.Count));
                received += piece.Length;
                // An engine asks again before it checks; half of the turns do as it does.
                var completing = conversation.Completing(piece.Length);
                if (turn % 2 == 0 && completing > 0) Ask(completing);
                var completed = conversation.Received(piece, nowNs, recorder);

                Assert.Equal((received / payload - answered, completed), (completed, completing));
                answered += completed;
                for (var i = 0; i < completed; i++) expectedSumNs += nowNs - asked.Dequeue();
                Assert.Equal(expectedSumNs, recorder.Response.SumNs);
                Assert.Equal((answered, asked.Count), (conversation.Answered, conversation.Outstanding));
                if (turn % 2 == 1 && completed > 0) Ask(completed);
            }
            Assert.Equal(answered, recorder.AnsweredWithin);

            void Ask(int messages)
            {
                for (var i = 0; i < messages; i++)
                {
                    conversation.Ask(nowNs, nowNs);
                    asked.Enqueue(nowNs);
                }
            }
        }, iter: 300);

    /// <summary>
    /// Whatever is done to a stream, what differs from it is refused in the very piece that differs; what is only shorter is never
    /// refused, but leaves messages unanswered.
    /// </summary>
    [Fact]
    public void Refuses_the_piece_that_differs_and_no_other() =>
        Gen.Select(Payload, Gen.Int[2, 12], Gen.Int[0, 5], Gen.Int[1, 9999], Gen.Enum<Lie>(), Gen.Int[1, 5000]).Sample((payload, depth, before, where, lie, cut) =>
        {
            var conversation = Make(7, payload, depth);
            var recorder = new WindowRecorder { Window = Always };
            for (var i = 0; i < before; i++) Assert.Equal(depth, Deliver(conversation, Sent(conversation, depth), recorder));
            var expected = Sent(conversation, depth);
            var told = Tell(lie, expected, payload, where);
            var same = told.AsSpan().CommonPrefixLength(expected);

            for (var start = 0; start < told.Length; start += cut)
            {
                var piece = told.AsSpan(start, Math.Min(cut, told.Length - start));
                var wrong = same < start + piece.Length;
                var answer = conversation.Received(piece, 9, recorder);
                Assert.Equal(wrong, answer < 0);
                if (!wrong) continue;
                Assert.Contains("connection 7: ", conversation.Explain(piece).Text, StringComparison.Ordinal);
                return;
            }
            Assert.Equal(told.Length < expected.Length, conversation.Outstanding > 0);
        }, iter: 2000);

    [Fact]
    public void Refuses_every_byte_that_is_flipped()
    {
        var recorder = new WindowRecorder { Window = Always };
        for (var flipped = 0; flipped < 3 * 64; flipped++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var conversation = Make(0, 64, 3);
                var bytes = Sent(conversation, 3);
                bytes[flipped] ^= (byte)(1 << bit);
                Assert.Equal(-1, conversation.Received(bytes, 1, recorder));
                Assert.StartsWith($"connection 0: byte {flipped} is wrong (expected 0x", conversation.Explain(bytes).Text, StringComparison.Ordinal);
            }
        }
        Assert.Equal(0, recorder.AnsweredWithin);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(10240)]
    public void Refuses_a_byte_that_was_never_asked_for(int payload)
    {
        var conversation = Make(0, payload, 1);
        var bytes = Sent(conversation, 1);
        byte[] next = [.. bytes, new Pattern(payload).Slice(payload % Period, 1)[0]];

        // The very byte that would come next is as wrong as any other: nobody asked for it yet.
        Assert.Equal(0, conversation.Completing(next.Length));
        Assert.Equal(-1, conversation.Received(next, 1, new WindowRecorder { Window = Always }));
        Assert.Equal(new Doubt("excess", $"connection 0: the server sent more than it was given: 1 byte after byte {payload}"), conversation.Explain(next));
    }

    [Fact]
    public void Refuses_the_bytes_of_another_connection()
    {
        for (var other = 1; other < 1000; other++)
        {
            var mine = Make(0, 64, 1);
            Sent(mine, 1);
            Assert.Equal(-1, mine.Received(Sent(Make(other, 64, 1), 1), 1, new WindowRecorder { Window = Always }));
        }
    }

    /// <summary>Four of eight messages were answered; then the wire does something to the other four.</summary>
    [Theory]
    [InlineData(64, "flip", "corrupt", "1 byte changed or out of order, those after them are right")]
    [InlineData(64, "drop", "lost", "the stream goes on one message too far: one is missing")]
    [InlineData(64, "drop 5 bytes", "lost", "the stream goes on 5 bytes too far: bytes are missing or out of order")]
    [InlineData(64, "double", "doubled", "the stream goes back by one message: one came twice")]
    [InlineData(64, "swap", "swapped", "the stream goes on one message too far and comes back: two answers are swapped")]
    [InlineData(64, "extra", "excess", "1 byte too many, then the stream goes on")]
    [InlineData(64, "noise", "corrupt", "bytes that were never sent")]
    [InlineData(64, "last", "corrupt", "changed or out of place, which the 1 byte at hand cannot tell")]
    // As short as the eight bytes that tell a place, shorter, and longer than half of the period, where a distance looks like its opposite.
    [InlineData(16, "swap", "swapped", "the stream goes on one message too far and comes back: two answers are swapped")]
    [InlineData(1, "swap", "corrupt", "changed or out of place, which the 4 bytes at hand cannot tell")]
    [InlineData(4, "drop", "lost", "the stream goes on one message too far: one is missing")]
    [InlineData(4, "swap", "corrupt", "8 bytes changed or out of order, those after them are right")]
    [InlineData(5000, "drop", "lost", "the stream goes on one message too far: one is missing")]
    [InlineData(5000, "swap", "swapped", "the stream goes on one message too far and comes back: two answers are swapped")]
    [InlineData(5000, "double", "doubled", "the stream goes back by one message: one came twice")]
    [InlineData(10240, "drop", "lost", "the stream goes on one message too far: one is missing")]
    [InlineData(10240, "swap", "swapped", "the stream goes on one message too far and comes back: two answers are swapped")]
    [InlineData(10240, "double", "doubled", "the stream goes back by one message: one came twice")]
    public void Says_what_became_of_the_stream(int payload, string lie, string name, string story)
    {
        var conversation = Make(0, payload, 8);
        var recorder = new WindowRecorder { Window = Always };
        var bytes = Sent(conversation, 8);
        Assert.Equal(4, Deliver(conversation, bytes[..(4 * payload)], recorder));
        var rest = bytes[(4 * payload)..];
        byte[] told = lie switch
        {
            "flip" => [.. rest[..10], (byte)(rest[10] ^ 1), .. rest[11..]],
            "drop" => rest[payload..],
            "drop 5 bytes" => rest[5..],
            "double" => [.. rest[..payload], .. rest],
            "swap" => [.. rest[payload..(2 * payload)], .. rest[..payload], .. rest[(2 * payload)..]],
            "extra" => [.. rest[..10], (byte)~rest[10], .. rest[10..]],
            "noise" => [.. rest.Select(b => (byte)~b)],
            _ => [.. rest[..^1], (byte)(rest[^1] ^ 1)],
        };

        foreach (var piece in told.Chunk(Pattern.LongestSlice))
        {
            if (conversation.Received(piece, 2, recorder) >= 0) continue;
            var fault = conversation.Explain(piece);
            Assert.EndsWith($"): {story}", fault.Text, StringComparison.Ordinal);
            Assert.Equal((name, true), (fault.Name, fault.Disqualifies));
            return;
        }
        Assert.Fail("nothing was refused");
    }

    [Fact]
    public void Says_that_bytes_belong_to_another_connection()
    {
        var mine = Make(0, 64, 1);
        Sent(mine, 1);
        var theirs = Sent(Make(1, 64, 1), 1);

        var fault = mine.Explain(theirs);
        Assert.EndsWith("): bytes of another connection", fault.Text, StringComparison.Ordinal);
        Assert.Equal("mixed-up", fault.Name);
    }

    /// <summary>A mix: each message ends where its own size ends, whoever cuts the stream; a conversation made anew begins a new stream, and goes on drawing.</summary>
    [Fact]
    public void Counts_answers_of_several_sizes_through_renewals() =>
        Gen.Select(Gen.Int[1, 40_000].Array[2, 6].Where(sizes => sizes.Distinct().Count() == sizes.Length), Depth, Gen.Int[1, 70_000], Gen.Int[1, 3]).Sample((sizes, depth, cut, renewals) =>
        {
            var mix = PayloadMix.Parse(string.Join(',', sizes.Select((size, i) => $"{size}:{i + 1}")));
            var conversation = new Conversation(5, new Pattern(mix.Sizes), mix, depth, seed: 9);
            var recorder = new WindowRecorder { Window = Always };
            long answered = 0, bytesAnswered = 0;
            byte[]? firstStream = null;
            for (var renewed = 0; renewed <= renewals; renewed++)
            {
                var stream = new List<byte>();
                var ends = new Queue<int>();
                for (var i = 0; i < depth; i++)
                {
                    var message = Sent(conversation, 1);
                    Assert.Contains(message.Length, sizes);
                    stream.AddRange(message);
                    ends.Enqueue(stream.Count);
                }
                byte[] all = [.. stream];
                if (firstStream is not null) Assert.Equal(firstStream.AsSpan(0, Math.Min(64, Math.Min(all.Length, firstStream.Length))), all.AsSpan(0, Math.Min(64, Math.Min(all.Length, firstStream.Length))));
                firstStream ??= all;
                for (var at = 0; at < all.Length;)
                {
                    var piece = all.AsSpan(at, Math.Min(Math.Min(cut, Pattern.LongestSlice), all.Length - at));
                    at += piece.Length;
                    var expected = 0;
                    for (; ends.TryPeek(out var end) && end <= at; ends.Dequeue()) expected++;
                    Assert.Equal(expected, conversation.Completing(piece.Length));
                    Assert.Equal(expected, conversation.Received(piece, 2, recorder));
                }
                answered += depth;
                bytesAnswered += all.Length;
                Assert.Equal((answered, 0, all.Length), (conversation.Answered, conversation.Outstanding, conversation.ReceivedBytes));
                conversation.Renew(asks: depth);
                Assert.Equal((depth, 0, 0), (conversation.AsksLeft, conversation.Outstanding, conversation.ReceivedBytes));
            }
            Assert.Equal((answered, bytesAnswered), (recorder.AnsweredWithin, recorder.BytesWithin));
        }, iter: 200);

    [Fact]
    public void Renewed_forgets_what_the_old_connection_owed()
    {
        var recorder = new WindowRecorder { Window = Always };
        var conversation = Make(2, 64, 4);
        var first = Sent(conversation, 4);
        Assert.Equal(1, conversation.Received(first.AsSpan(0, 100), 2, recorder));
        conversation.SendError = Linux.Errno.EPIPE;
        conversation.WaitsForRoom = true;

        conversation.Renew(asks: 7);

        Assert.Equal((1, 1, 0), (conversation.Asked, conversation.Answered, conversation.Outstanding));
        Assert.Equal((Linux.Errno.None, false, 7), (conversation.SendError, conversation.WaitsForRoom, conversation.AsksLeft));
        Assert.True(conversation.ToSend.IsEmpty);
        Assert.Equal(first, Sent(conversation, 4));
        Assert.Equal(4, conversation.Received(first, 3, recorder));
        Assert.Equal(3, conversation.AsksLeft);
    }

    [Fact]
    public void Takes_times_from_the_intended_and_from_the_actual_send()
    {
        var recorder = new WindowRecorder(openLoop: true) { Window = Always };
        var conversation = Make(0, 64, 2);
        conversation.Ask(intendedNs: 1_000, nowNs: 5_000);
        var bytes = conversation.ToSend.ToArray();
        conversation.Sent(bytes.Length);
        Assert.Equal(1, conversation.Received(bytes, 25_000, recorder));

        Assert.Equal((24_000, 20_000), (recorder.Response.SumNs, recorder.Service.SumNs));
    }

    private static Conversation Make(int index, int payload, int depth) => new(index, new Pattern(payload), PayloadMix.Of(payload), depth);

    private static byte[] Sent(Conversation conversation, int messages)
    {
        for (var i = 0; i < messages; i++) conversation.Ask(1, 1);
        var bytes = new List<byte>();
        while (!conversation.ToSend.IsEmpty)
        {
            bytes.AddRange(conversation.ToSend);
            conversation.Sent(conversation.ToSend.Length);
        }
        return [.. bytes];
    }

    private static int Deliver(Conversation conversation, byte[] bytes, WindowRecorder recorder) =>
        bytes.Chunk(Pattern.LongestSlice).Sum(piece => conversation.Received(piece, 2, recorder));

    private static byte[] Take(Queue<byte> wire, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = wire.Dequeue();
        return bytes;
    }

    private enum Lie { Flip, DropByte, DropMessage, DoubleMessage, SwapMessages, ExtraByte, MoreAtTheEnd }

    private static byte[] Tell(Lie lie, byte[] stream, int payload, int where)
    {
        var place = where % stream.Length;
        var messages = stream.Chunk(payload).ToList();
        var message = where % (messages.Count - 1);
        switch (lie)
        {
            case Lie.Flip:
                byte[] flipped = [.. stream];
                flipped[place] ^= (byte)(1 + where % 255);
                return flipped;
            case Lie.DropByte: return [.. stream[..place], .. stream[(place + 1)..]];
            case Lie.DropMessage: messages.RemoveAt(message); break;
            case Lie.DoubleMessage: messages.Insert(message, messages[message]); break;
            case Lie.SwapMessages: (messages[message], messages[message + 1]) = (messages[message + 1], messages[message]); break;
            case Lie.ExtraByte: return [.. stream[..place], (byte)where, .. stream[place..]];
            case Lie.MoreAtTheEnd: return [.. stream, .. stream[..Math.Min(10, stream.Length)]];
        }
        return [.. messages.SelectMany(m => m)];
    }
}
