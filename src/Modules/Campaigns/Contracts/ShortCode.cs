using System.Buffers.Binary;

namespace CampaignDashboard.Campaigns.Contracts;

/// <summary>
/// What a short link (<c>/j/{code}</c>) calls a session or program by: the first 45 bits of its id as nine characters of
/// Crockford's base 32 (https://www.crockford.com/base32.html). It follows from the id, so it needs no table, and stays
/// when the address of the page changes.
/// </summary>
/// <remarks>
/// <para>
/// The first 48 bits of an id are by chance (UUID version 4) or of a hash (version 8), so among n plans two have the same
/// code with a probability of about n²/2⁴⁶: one in 700,000 among ten thousand, one in 7,000 among a hundred thousand. Who
/// looks a code up gets all that bear it.
/// </para>
/// <para>
/// PostgreSQL sorts UUIDs by their bytes, so the ids of a code are one range of the primary key.
/// </para>
/// </remarks>
public readonly record struct ShortCode
{
    private const int Length = 9;
    private const int BitsEach = 5;
    private const int Unused = 64 - (Length * BitsEach);
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    private readonly ulong bits;

    private ShortCode(ulong bits) => this.bits = bits;

    /// <summary>The lowest id of this code.</summary>
    internal Guid First => IdOf(bits << Unused, 0);

    /// <summary>The highest id of this code.</summary>
    internal Guid Last => IdOf((bits << Unused) | ((1UL << Unused) - 1), ulong.MaxValue);

    /// <summary>The code of an id.</summary>
    public static ShortCode Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> Unused);
    }

    /// <summary>
    /// Reads a code as people type it: in either case, with hyphens wherever they like, with I or L for 1 and O for 0.
    /// </summary>
    public static bool TryParse(string? text, out ShortCode code)
    {
        ulong number = 0;
        var read = 0;
        foreach (var letter in (text ?? "").Where(c => c != '-'))
        {
            var value = Alphabet.IndexOf(Meant(letter), StringComparison.Ordinal);
            if (value < 0 || read++ == Length)
            {
                code = default;
                return false;
            }

            number = (number << BitsEach) | (uint)value;
        }

        code = new(number);
        return read == Length;
    }

    /// <summary>The nine characters, in lower case.</summary>
    public override string ToString()
    {
        var value = bits;
        return string.Create(
            Length,
            value,
            (text, rest) =>
            {
                for (var i = text.Length - 1; i >= 0; i--)
                {
                    text[i] = Alphabet[(int)(rest & 31)];
                    rest >>= BitsEach;
                }
            }
        );
    }

    private static char Meant(char letter) =>
        char.ToLowerInvariant(letter) switch
        {
            'i' or 'l' => '1',
            'o' => '0',
            var other => other,
        };

    private static Guid IdOf(ulong high, ulong low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new(bytes, bigEndian: true);
    }
}
