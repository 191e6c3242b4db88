using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CampaignDashboard.EventStore;

/// <summary>
/// Rows in PostgreSQL's binary COPY format ("Binary Format" on its page on COPY), into memory. Npgsql's own importer
/// awaits every column; with a dozen small ones a row that costs more than the row.
/// </summary>
internal sealed class CopyRow
{
    private static readonly byte[] Signature = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ArrayBufferWriter<byte> buffer = new(1 << 17);

    /// <summary>What is to be sent.</summary>
    public ReadOnlyMemory<byte> Written => buffer.WrittenMemory;

    /// <summary>Forgets what was sent.</summary>
    public void Clear() => buffer.ResetWrittenCount();

    /// <summary>Before the first row.</summary>
    public void Header() => buffer.Write(Signature);

    /// <summary>Before each row: how many columns follow.</summary>
    public void Columns(short count)
    {
        BinaryPrimitives.WriteInt16BigEndian(buffer.GetSpan(2), count);
        buffer.Advance(2);
    }

    /// <summary>After the last row.</summary>
    public void Trailer() => Columns(-1);

    public void Bigint(long value)
    {
        Length(8);
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), value);
        buffer.Advance(8);
    }

    public void Uuid(Guid value)
    {
        Length(16);
        value.TryWriteBytes(buffer.GetSpan(16), bigEndian: true, out _);
        buffer.Advance(16);
    }

    /// <summary>Microseconds since the year 2000.</summary>
    public void Timestamptz(DateTimeOffset value) => Bigint((value - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>Its version, 1, then the JSON text.</summary>
    public void Jsonb(ReadOnlySpan<byte> json)
    {
        Length(json.Length + 1);
        buffer.Write<byte>([1]);
        buffer.Write(json);
    }

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

    private void Length(int bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(4), bytes);
        buffer.Advance(4);
    }
}
