using System.Text.Json;
using CampaignDashboard.Web.Problems;

namespace CampaignDashboard.Enrolment;

/// <summary>Reads one of a few words off an address: <c>toReview</c>.</summary>
internal static class QueryChoice
{
    /// <summary>The member that is meant; without a word, the first of them.</summary>
    /// <exception cref="MalformedRequestException">That is none of them (400).</exception>
    public static T Of<T>(string parameter, string? word)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(word))
        {
            return default;
        }

        foreach (var choice in Enum.GetValues<T>())
        {
            if (string.Equals(Word(choice), word, StringComparison.Ordinal))
            {
                return choice;
            }
        }

        throw new MalformedRequestException(
            parameter,
            $"{parameter} is one of {string.Join(", ", Enum.GetValues<T>().Select(Word))}."
        );
    }

    /// <summary>How a member is written in addresses.</summary>
    public static string Word<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());
}
