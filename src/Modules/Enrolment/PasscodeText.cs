using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CampaignDashboard.Enrolment;

/// <summary>
/// Passcodes as people say, write down and type them: case, blanks and hyphens don't matter, nor how a letter with an
/// accent is put together.
/// </summary>
internal static class PasscodeText
{
    public const int Shortest = 4;
    public const int Longest = 64;

    // Letters that sound and look like no other of them, in any of the interface's languages.
    private const string Consonants = "bdfgklmnprstvz";
    private const string Vowels = "aeiou";

    /// <summary>
    /// A new one that can be said across a room, such as <c>tubak-lomiv</c>: two words of five letters, consonants and
    /// vowels in turn, of 14^6 * 5^4 = 4.7 thousand million.
    /// </summary>
    public static string Generate() => $"{Word()}-{Word()}";

    /// <summary>
    /// Whether the typed one means the set one. How long this takes tells nothing of where they differ, for hashes of
    /// one length are compared whole.
    /// </summary>
    public static bool Same(string set, string typed) =>
        CryptographicOperations.FixedTimeEquals(Hash(set), Hash(typed));

    /// <summary>How many letters and digits there are that count.</summary>
    public static int LengthOf(string passcode) => Meant(passcode).Length;

    private static string Word() =>
        string.Concat(Enumerable.Range(0, 5).Select(n => Any(n % 2 == 0 ? Consonants : Vowels)));

    private static char Any(string letters) => letters[RandomNumberGenerator.GetInt32(letters.Length)];

    private static byte[] Hash(string passcode) => SHA256.HashData(Encoding.UTF8.GetBytes(Meant(passcode)));

    private static string Meant(string passcode) =>
        string.Concat(
                passcode
                    .Normalize(NormalizationForm.FormKC)
                    .Where(c =>
                        !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) is not UnicodeCategory.DashPunctuation
                    )
            )
            .ToLowerInvariant();
}
