using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace CampaignDashboard.EventStore;

/// <summary>
/// The columns of a row in PostgreSQL's binary COPY format ("Binary Format" on its page on COPY). Npgsql's own importer
/// awaits every column; with a dozen small ones a row that costs more than the row.
/// </summary>
public sealed class CopyRow
{
    /// <summary>Bytes that are collected before they are sent: the server works while the next are written.</summary>
    private const int Portion = 1 << 16;

    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ArrayBufferWriter<byte> buffer = new(1 << 17);

    internal CopyRow() { }

    /// <summary>An int8.</summary>
    public void Bigint(long value)
    {
        Length(8);
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    /// <summary>An int8, or null.</summary>
    public void Bigint(long? value)
    {
        if (value is { } number)
        {
            Bigint(number);
        }
        else
        {
            Length(-1);
        }
    }

    /// <summary>An int4, or null.</summary>
    public void Int4(int? value)
    {
        if (value is { } number)
        {
            Int4(number);
        }
        else
        {
            Length(-1);
        }
    }

    /// <summary>An int4.</summary>
    public void Int4(int value)
    {
        Length(4);
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
    }

    /// <summary>A bool.</summary>
    public void Boolean(bool value)
    {
        Length(1);
        buffer.Write<byte>([value ? (byte)1 : (byte)0]);
    }

    /// <summary>A uuid.</summary>
    public void Uuid(Guid value)
    {
        Length(16);
        value.TryWriteBytes(buffer.GetSpan(16), bigEndian: true, out _);
        buffer.Advance(16);
    }

    /// <summary>A timestamptz: microseconds since the year 2000.</summary>
    public void Timestamptz(DateTimeOffset value) => Bigint((value - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>A jsonb: its version, 1, then the JSON text.</summary>
    public void Jsonb(ReadOnlySpan<byte> json)
    {
        Length(json.Length + 1);
        buffer.Write<byte>([1]);
        buffer.Write(json);
    }

    /// <summary>A bytea.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Length(value.Length);
        buffer.Write(value);
    }

    /// <summary>A text or varchar, or null.</summary>
    public void Text(string? value)
    {
        if (value is null)
        {
            Length(-1);
            return;
        }

        Length(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, buffer);
    }

    /// <summary>Sends rows; <paramref name="copy"/> names as many columns as <paramref name="write"/> writes of each.</summary>
    internal static async Task Send<T>(
        NpgsqlConnection connection,
        string copy,
        short columns,
        IEnumerable<T> rows,
        Action<CopyRow, T> write,
        CancellationToken cancellation
    )
    {
        var row = new CopyRow();
        // Should anything fail here, disposing ends the COPY as if it were whole; the caller's transaction goes with it.
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellation);
        row.buffer.Write(Signature);
        foreach (var one in rows)
        {
            row.Short(columns);
            write(row, one);
            if (row.buffer.WrittenCount > Portion)
            {
                await stream.WriteAsync(row.buffer.WrittenMemory, cancellation);
                row.buffer.ResetWrittenCount();
            }
        }

        row.Short(-1);
        await stream.WriteAsync(row.buffer.WrittenMemory, cancellation);
    }

    /// <summary>Before each row: how many columns follow; -1 after the last.</summary>
    private void Short(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(buffer.GetSpan(2), value);
        buffer.Advance(2);
    }

    private void Length(int bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(4), bytes);
        buffer.Advance(4);
    }
}
