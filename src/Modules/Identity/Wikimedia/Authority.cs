using System.Net.Http.Headers;
using Microsoft.AspNetCore.WebUtilities;

namespace CampaignDashboard.Identity.Wikimedia;

/// <summary>
/// The wiki where people prove who they are, or give a right (OAuth 2.0, authorization code with PKCE). For who signs in,
/// the token is used once, at once, and thrown away.
/// </summary>
internal sealed class Authority(HttpClient http, OAuthSettings settings)
{
    /// <summary>Where the browser is sent.</summary>
    internal Uri AuthorizeAddress(SignInAttempt attempt) =>
        new(
            QueryHelpers.AddQueryString(
                settings.Address("authorize").AbsoluteUri,
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["response_type"] = "code",
                    ["client_id"] = settings.ClientId,
                    ["redirect_uri"] = attempt.Callback,
                    ["scope"] = settings.Scope,
                    ["state"] = attempt.State,
                    ["code_challenge"] = attempt.Challenge,
                    ["code_challenge_method"] = "S256",
                }
            )
        );

    /// <summary>Who it was that the wiki sent back with this code.</summary>
    internal async Task<Step<Profile>> Identify(string code, SignInAttempt attempt, CancellationToken cancellation)
    {
        var grant = await Redeem(code, attempt, cancellation);
        return grant.Value is { } value ? await ProfileOf(value, cancellation) : grant.Failure!;
    }

    /// <summary>What the wiki gives for the code.</summary>
    internal Task<Step<AccessGrant>> Redeem(string code, SignInAttempt attempt, CancellationToken cancellation)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = attempt.Callback,
            ["client_id"] = settings.ClientId!,
            ["client_secret"] = settings.ClientSecret!,
            ["code_verifier"] = attempt.Verifier,
        };
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Address("access_token"))
        {
            Content = new FormUrlEncodedContent(form),
        };
        return Ask(request, AuthorityAnswers.Grant, cancellation);
    }

    /// <summary>Whose grant it is.</summary>
    internal Task<Step<Profile>> ProfileOf(AccessGrant grant, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, settings.Address("resource/profile"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.Token);
        return Ask(request, AuthorityAnswers.Profile, cancellation);
    }

    private async Task<Step<T>> Ask<T>(
        HttpRequestMessage request,
        Func<int, byte[], Step<T>> read,
        CancellationToken cancellation
    )
        where T : class
    {
        var step = request.RequestUri!.Segments[^1];
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, cancellation))
            {
                return read((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SignInFailure(SignInProblem.Unavailable, $"{step}: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SignInFailure(SignInProblem.TimedOut, $"{step} did not answer in time");
        }
    }
}
